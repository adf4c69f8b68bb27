import { expect, test } from "@playwright/test";
import { FallbackPoll } from "./fallback-poll";

/** A server that answers as the test says, each time after so long. */
function setUp(answers: { isAnswered: boolean; tookMs: number }[]) {
  const clock = { now: 0 };
  let asked = 0;
  const recoveredAfter: number[] = [];
  const poll = new FallbackPoll({
    ask: async () => {
      const { isAnswered, tookMs } = answers[asked] ?? { isAnswered: true, tookMs: 0 };
      asked += 1;
      clock.now += tookMs;
      return isAnswered;
    },
    onRecovered: () => recoveredAfter.push(asked),
    now: () => clock.now,
    random: () => 0,
  });
  return { poll, recoveredAfter, asked: () => asked };
}

for (const { name, answers, recovered } of [
  { name: "that is quick", answers: [{ isAnswered: true, tookMs: 3000 }], recovered: [] },
  { name: "that came late", answers: [{ isAnswered: true, tookMs: 3001 }], recovered: [1] },
  { name: "that did not come", answers: [{ isAnswered: false, tookMs: 8000 }], recovered: [] },
]) {
  test(`an answer ${name} ${recovered.length > 0 ? "has" : "does not have"} the line tried again`, async () => {
    const { poll, recoveredAfter, asked } = setUp(answers);
    poll.start();
    await expect.poll(asked).toBe(1);
    poll.stop();
    expect(recoveredAfter).toEqual(recovered);
  });
}

test("the first answer after one that did not come has the line tried again, and the next does not", async () => {
  const { poll, recoveredAfter, asked } = setUp([{ isAnswered: false, tookMs: 8000 }]);
  poll.start();
  await expect.poll(asked, { timeout: 15_000 }).toBe(3);
  poll.stop();
  expect(recoveredAfter).toEqual([2]);
});
