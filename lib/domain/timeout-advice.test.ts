import { expect, test } from "@playwright/test";
import { adviseTimeout, type Lifetimes, percent } from "./timeout-advice";

const LIVED: Lifetimes = { sessions: 100, p50Seconds: 60, p95Seconds: 600, timedOut: 2 };

const cases: [what: string, lifetimes: Partial<Lifetimes>, defaultSeconds: number | null, says: RegExp][] = [
  ["nothing was seen", { sessions: 0 }, 3600, /saw 0 sessions end/],
  ["one session less than enough was seen", { sessions: 19, timedOut: 0 }, 3600, /saw 19 sessions end/],
  ["enough were seen", { sessions: 20, timedOut: 0 }, 3600, /^Nearly all/],
  ["one of ten timed out", { timedOut: 10 }, 3600, /^10 % of the sessions ran into/],
  ["somewhat fewer timed out", { timedOut: 9 }, 3600, /^Nearly all/],
  ["a shorter preset has room", {}, 1800, /within 10 min. With 15 min in place of 30 min .* end 15 min sooner/],
  ["that preset is the default", {}, 900, /^The default fits/],
  ["no shorter preset has room", { p95Seconds: 601 }, 1800, /^The default fits/],
  ["nearly all lived for as long as the default", { p95Seconds: 900 }, 900, /^The default fits/],
  ["more lived longer", { p95Seconds: 901 }, 900, /by a timeout of their own/],
  ["the default is not known", {}, null, /within 10 min\.$/],
];
for (const [what, part, defaultSeconds, says] of cases) {
  test(`when ${what} it says so`, () => {
    expect(adviseTimeout({ ...LIVED, ...part }, defaultSeconds)).toMatch(says);
  });
}

test("a share of nothing is nothing", () => {
  expect([percent(0, 0), percent(1, 3)]).toEqual(["0 %", "33 %"]);
});
