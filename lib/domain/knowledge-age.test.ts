import { expect, test } from "@playwright/test";
import { knowledgeAgeSeconds } from "./knowledge-age";

const cases: [what: string, of: Parameters<typeof knowledgeAgeSeconds>[0], seconds: number][] = [
  ["no session", { sessions: 0, checksPerMinute: 10, everySeconds: 60 }, 60],
  ["so few that each is read as often as allowed", { sessions: 10, checksPerMinute: 10, everySeconds: 60 }, 60],
  ["one more than that", { sessions: 11, checksPerMinute: 10, everySeconds: 60 }, 66],
  ["many", { sessions: 50, checksPerMinute: 10, everySeconds: 60 }, 300],
  ["nothing left of the requests", { sessions: 1, checksPerMinute: 0, everySeconds: 60 }, Number.POSITIVE_INFINITY],
];
for (const [what, of, seconds] of cases) {
  test(`with ${what}, knowledge is at most ${seconds} s old`, () => expect(knowledgeAgeSeconds(of)).toBe(seconds));
}
