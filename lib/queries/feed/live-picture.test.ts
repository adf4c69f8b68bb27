import { expect, test } from "@playwright/test";
import { QueryClient } from "@tanstack/react-query";
import type { Snapshot } from "@/lib/api/snapshot";
import { RELEASING } from "@/lib/domain/testing/releasing";
import { LivePicture } from "./live-picture";
import { fakeSession, fakeSnapshot } from "./testing/fake-snapshot";

const KEY = ["snapshot"];
const [a, b, c] = [fakeSession("a"), fakeSession("b"), fakeSession("c")];

/** A page whose frames and clocks the test keeps. */
function setUp({ shown }: { shown?: Snapshot } = {}) {
  const queryClient = new QueryClient();
  queryClient.setQueryDefaults(KEY, { structuralSharing: false });
  if (shown) queryClient.setQueryData(KEY, shown);
  const frames: (() => void)[] = [];
  const clock = { monotonic: 0, upstream: 0 };
  const picture = new LivePicture({
    queryClient,
    queryKey: KEY,
    schedule: (write) => frames.push(write),
    monotonicNow: () => clock.monotonic,
    latestUpstreamTime: () => clock.upstream,
  });
  let writes = 0;
  queryClient.getQueryCache().subscribe(({ type }) => {
    if (type === "updated") writes += 1;
  });
  return {
    picture,
    clock,
    frames,
    nextFrame() {
      for (const write of frames.splice(0)) write();
    },
    shown: () => queryClient.getQueryData<Snapshot>(KEY),
    writes: () => writes,
  };
}

test("many events within a frame are one write", () => {
  const { picture, frames, nextFrame, shown, writes } = setUp();
  picture.tell("s.1", { event: "snapshot", data: fakeSnapshot(1000, [a]) });
  for (let at = 0; at < 50; at++) {
    const changed = [fakeSession(`n${at}`)];
    picture.tell(`s.${at + 2}`, { event: "delta", data: { now: 1001 + at, asOf: 1001, changed, removed: [] } });
  }
  expect(frames).toHaveLength(1);
  expect(writes()).toBe(0);
  nextFrame();
  expect(writes()).toBe(1);
  expect(shown()?.sessions).toHaveLength(51);
  expect(picture.told?.id).toBe("s.51");
});

test("sessions that did not change stay the same objects, also in a snapshot in another order", () => {
  const { picture, nextFrame, shown } = setUp({ shown: fakeSnapshot(500, [a, b]) });
  const copy = structuredClone([{ ...c }, { ...b, release: RELEASING }, { ...a }]);
  picture.tell("s.1", { event: "snapshot", data: fakeSnapshot(1000, copy) });
  nextFrame();
  const [, releasing, same] = shown()?.sessions ?? [];
  expect(same).toBe(a);
  expect(releasing).toEqual({ ...b, release: RELEASING });
  const list = shown()?.sessions;
  picture.tell("s.2", { event: "snapshot", data: structuredClone(fakeSnapshot(2000, list ?? [])) });
  nextFrame();
  expect(shown()?.sessions).toBe(list);
  expect(shown()?.now).toBe(2000);
});

test("a session of one's own is shown at once, and pictures that left before do not take it away", () => {
  const { picture, clock, nextFrame, shown } = setUp({ shown: fakeSnapshot(1000, [a]) });
  const ids = () => shown()?.sessions.map(({ id }) => id);
  clock.upstream = 2000;
  picture.takeAct(b);
  expect(ids()).toEqual(["a", "b"]);
  picture.tell("s.1", { event: "snapshot", data: fakeSnapshot(1900, [a]) });
  nextFrame();
  expect(ids()).toEqual(["a", "b"]);
  expect(picture.takeAnswer(fakeSnapshot(1950, [a]), 0).sessions).toEqual([a, b]);
  picture.tell("s.2", { event: "delta", data: { now: 2100, asOf: 2100, changed: [b], removed: [] } });
  nextFrame();
  expect(ids()).toEqual(["a", "b"]);
  picture.tell("s.3", { event: "delta", data: { now: 2200, asOf: 2200, changed: [], removed: ["b"] } });
  nextFrame();
  expect(ids()).toEqual(["a"]);
});

test("a late event does not take Releasing… back, and what it says beside that is not lost", () => {
  const { picture, clock, nextFrame, shown } = setUp();
  picture.tell("s.1", { event: "snapshot", data: fakeSnapshot(1000, [{ ...a, status: "PENDING" }]) });
  nextFrame();
  clock.upstream = 3000;
  picture.takeAct({ ...a, release: RELEASING });
  picture.tell("s.2", { event: "delta", data: { now: 2900, asOf: 2900, changed: [a, c], removed: [] } });
  nextFrame();
  expect(shown()?.sessions).toMatchObject([{ id: "a", release: RELEASING }, { id: "c" }]);
  // Upstream refused after all.
  picture.tell("s.3", { event: "heartbeat", data: { now: 3100, asOf: 3100 } });
  nextFrame();
  expect(shown()?.sessions).toEqual([a, c]);
});

test("an end is shown although it left before the answer to one's own release came", () => {
  const { picture, clock, nextFrame, shown } = setUp({ shown: fakeSnapshot(1000, [a]) });
  clock.upstream = 3000;
  picture.takeAct({ ...a, release: RELEASING });
  const ended = { ...a, status: "COMPLETED" as const, endedAt: 2800 };
  picture.tell("s.1", { event: "snapshot", data: fakeSnapshot(2900, [ended]) });
  nextFrame();
  expect(shown()?.sessions).toEqual([ended]);
});

test("an act outlives no more than fifteen seconds of a clock that was set back", () => {
  const { picture, clock, nextFrame, shown } = setUp({ shown: fakeSnapshot(1000, [a]) });
  clock.upstream = 3_600_000;
  picture.takeAct({ ...a, release: RELEASING });
  clock.monotonic = 14_999;
  picture.tell("s.1", { event: "snapshot", data: fakeSnapshot(2000, [a]) });
  nextFrame();
  expect(shown()?.sessions).toMatchObject([{ release: RELEASING }]);
  clock.monotonic = 15_000;
  picture.tell("s.2", { event: "heartbeat", data: { now: 2100, asOf: 2100 } });
  nextFrame();
  expect(shown()?.sessions).toEqual([a]);
});

test("an answer that was asked for is shown, and the feed goes on from where it stood", () => {
  const { picture, nextFrame, shown } = setUp();
  picture.tell("s.1", { event: "snapshot", data: fakeSnapshot(1000, [a]) });
  nextFrame();
  expect(picture.takeAnswer(fakeSnapshot(2000, [a, b]), 0).sessions).toEqual([a, b]);
  // b came and went before the feed was back, so the feed does not name it.
  picture.tell("s.4", { event: "delta", data: { now: 3000, asOf: 3000, changed: [c], removed: [] } });
  nextFrame();
  expect(shown()?.sessions).toEqual([a, c]);
});

test("an answer that the feed overtook on its way is not shown, whatever the clocks say", () => {
  const { picture, clock } = setUp();
  clock.monotonic = 100;
  picture.tell("s.1", { event: "snapshot", data: fakeSnapshot(2000, [a]) });
  expect(picture.takeAnswer(fakeSnapshot(9000, []), 99).sessions).toEqual([a]);
  // Upstream's clock was set back.
  expect(picture.takeAnswer(fakeSnapshot(1000, [b]), 101).sessions).toEqual([b]);
});
