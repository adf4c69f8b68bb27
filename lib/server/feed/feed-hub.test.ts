import { expect, test } from "@playwright/test";
import { ENGINE_PACE } from "./feed-pace";
import { FakeSchedule, settled } from "./testing/fake-schedule";
import { FakeUpstream } from "./testing/fake-upstream";
import { ReadingViewer } from "./testing/reading-viewer";
import { testFeed } from "./testing/test-feed";

const SECOND = 1_000;

test("five hundred viewers that are cut off together are told to come back one by one", async () => {
  let draws = 0;
  // Spread evenly by the golden ratio, as chance would be in the long run.
  const feed = testFeed({ upstream: new FakeUpstream(), random: () => (draws++ * 0.618_034) % 1 });
  const waits: number[] = [];
  for (let viewer = 0; viewer < 500; viewer += 1) {
    const { stream } = await feed.watch({ encoding: "identity" });
    const first = await stream.getReader().read();
    waits.push(Number(/^retry: (\d+)/.exec(new TextDecoder().decode(first.value))?.[1]));
  }
  expect(Math.min(...waits)).toBeGreaterThanOrEqual(500);
  expect(Math.max(...waits)).toBeLessThanOrEqual(3_000);
  for (let from = 500; from < 3_000; from += 100) {
    expect(waits.filter((wait) => wait >= from && wait <= from + 100).length).toBeLessThanOrEqual(30);
  }
});

for (const [random, seconds] of [
  [0, 9],
  [0.5, 10],
  [1, 11],
] as const) {
  test(`heartbeats to the viewers of several servers are apart: with chance at ${random} after ${seconds} s`, async () => {
    const clock = new FakeSchedule();
    const { schedule } = clock;
    // So that nothing else is sent meanwhile.
    const pace = { ...ENGINE_PACE, busyMs: 600 * SECOND, quietMs: 600 * SECOND };
    const upstream = new FakeUpstream();
    const feed = testFeed({ upstream, pace, now: () => clock.now, random: () => random, schedule });
    const viewer = new ReadingViewer(await feed.watch({ encoding: "identity" }));
    const heartbeats = () => viewer.events.filter(({ event }) => event === "heartbeat").length;
    await settled();
    await clock.pass(seconds * SECOND - 1);
    expect(heartbeats()).toBe(0);
    await clock.pass(1);
    expect(heartbeats()).toBe(1);
  });
}
