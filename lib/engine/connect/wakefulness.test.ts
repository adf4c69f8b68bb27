import { expect, test } from "@playwright/test";
import { Wakefulness } from "./wakefulness";

/** An event loop whose turns take a 64th of a millisecond, as long as there is something to do in the next. */
function fakeLoop() {
  let now = 0;
  let next: (() => void) | undefined;
  return {
    wait(ms: number) {
      now += ms;
    },
    turnsUntilAsleep() {
      for (let turns = 0; ; turns++) {
        const run = next;
        if (!run) return turns;
        next = undefined;
        now += 1 / 64;
        run();
      }
    },
    loop: {
      now: () => now,
      onNextTurn(run: () => void) {
        expect(next, "looked twice in a turn").toBeUndefined();
        next = run;
      },
    },
  };
}

test("the loop stays awake after a quick answer, and not for long", () => {
  const { loop, wait, turnsUntilAsleep } = fakeLoop();
  const wakefulness = new Wakefulness(loop);
  const line = {};
  wakefulness.passed(line);
  expect(turnsUntilAsleep()).toBe(0);
  wait(0.05);
  wakefulness.passed(line);
  wakefulness.passed(line);
  const turns = turnsUntilAsleep();
  expect(turns).toBe(7);
  wakefulness.passed(line);
  expect(turnsUntilAsleep()).toBe(turns);
});

test("it sleeps between slow messages, and while several lines are busy", () => {
  const { loop, wait, turnsUntilAsleep } = fakeLoop();
  const wakefulness = new Wakefulness(loop);
  const [line, other] = [{}, {}];
  for (let message = 0; message < 3; message++) {
    wakefulness.passed(line);
    wait(0.4);
  }
  expect(turnsUntilAsleep()).toBe(0);
  for (let message = 0; message < 3; message++) {
    wakefulness.passed(line);
    wakefulness.passed(other);
  }
  expect(turnsUntilAsleep()).toBe(0);
});
