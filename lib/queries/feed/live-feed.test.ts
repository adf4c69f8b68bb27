import { expect, test } from "@playwright/test";
import { applyFeedEvent } from "@/lib/api/apply-feed-event";
import type { FeedEvent } from "@/lib/api/feed";
import type { Snapshot } from "@/lib/api/snapshot";
import { LiveFeed } from "./live-feed";
import type { ToldEvent } from "./read-feed";
import type { TabMessage } from "./tab-message";
import { fakeLocks } from "./testing/fake-locks";
import { fakeSession, fakeSnapshot } from "./testing/fake-snapshot";

const [a, b] = [fakeSession("a"), fakeSession("b")];
const snapshot: FeedEvent = { event: "snapshot", data: fakeSnapshot(1000, [a]) };
const withB: FeedEvent = { event: "delta", data: { now: 2000, asOf: 2000, changed: [b], removed: [] } };
const withoutA: FeedEvent = { event: "delta", data: { now: 3000, asOf: 3000, changed: [], removed: ["a"] } };

/** A browser whose tabs share locks and a channel, with a line for each that the test speaks through. */
function setUp() {
  const locks = fakeLocks();
  const channel = new Map<object, { name: string; onMessage: (message: TabMessage) => void }>();

  function openTab({ name = "ada", hasLocks = true } = {}) {
    let told: { id: string; snapshot: Snapshot } | undefined;
    let tell: (told: ToldEvent) => void = () => undefined;
    let fail = () => {};
    const tab = {
      /** `undefined` while the tab has no line. */
      line: undefined as { resumedAfter: string | undefined } | undefined,
      isFrozen: false,
      isAsking: false,
      answered: [] as string[][],
      reopened: 0,
      ids: () => told?.snapshot.sessions.map(({ id }) => id),
      at: () => told?.id,
      say: (id: string, event: FeedEvent) => tell({ id, event, sentAt: 0, receivedAt: 1 }),
      fail: () => fail(),
    };
    const self = {};
    const feed = new LiveFeed({
      name,
      picture: {
        get told() {
          return told;
        },
        tell(id, event) {
          const next = applyFeedEvent(told?.snapshot, event);
          if (next) told = { id, snapshot: next };
        },
      },
      makeLine(events) {
        tell = events.onEvent;
        fail = events.onFailure;
        return {
          start: () => {
            tab.line = { resumedAfter: told?.id };
          },
          stop: () => {
            tab.line = undefined;
          },
          reopen: () => {
            tab.reopened += 1;
          },
        };
      },
      locks: hasLocks ? locks : undefined,
      openChannel(channelName, onMessage) {
        channel.set(self, { name: channelName, onMessage });
        return {
          post(message) {
            if (tab.isFrozen) return;
            for (const [other, { name: otherName, onMessage: deliver }] of channel) {
              const copy = structuredClone(message);
              if (other !== self && otherName === channelName) queueMicrotask(() => deliver(copy));
            }
          },
          close: () => channel.delete(self),
        };
      },
      monotonicNow: () => performance.now(),
      wallNow: () => Date.now(),
      learnUpstreamTime: () => undefined,
      upstreamTimeBounds: () => undefined,
      onAsking: (isAsking) => {
        tab.isAsking = isAsking;
      },
      onAnswer: ({ sessions }) => tab.answered.push(sessions.map(({ id }) => id)),
    });
    feed.enter();
    return Object.assign(tab, { feed });
  }
  return { openTab };
}

/** A leader that was told the first picture, and a tab that follows it. */
async function openPair() {
  const { openTab } = setUp();
  const leader = openTab();
  await expect.poll(() => leader.line).toBeDefined();
  leader.say("s.1", snapshot);
  const follower = openTab();
  await expect.poll(() => follower.at()).toBe("s.1");
  return { leader, follower };
}

test("of two tabs one has the line, and both have the picture", async () => {
  const { openTab } = setUp();
  const leader = openTab();
  await expect.poll(() => leader.line).toEqual({ resumedAfter: undefined });
  leader.say("s.1", snapshot);
  const follower = openTab();
  await expect.poll(() => follower.ids()).toEqual(["a"]);
  leader.say("s.2", withB);
  await expect.poll(() => follower.ids()).toEqual(["a", "b"]);
  expect(follower.line).toBeUndefined();
  for (const tab of [leader, follower]) tab.feed.leave();
});

test("when the leader leaves, the next tab resumes where it ended", async () => {
  const { openTab } = setUp();
  const leader = openTab();
  await expect.poll(() => leader.line).toBeDefined();
  const follower = openTab();
  leader.say("s.1", snapshot);
  await expect.poll(() => follower.at()).toBe("s.1");
  leader.feed.leave();
  await expect.poll(() => follower.line).toEqual({ resumedAfter: "s.1" });
  expect(leader.line).toBeUndefined();
  follower.say("s.2", withoutA);
  expect(follower.ids()).toEqual([]);

  leader.feed.enter();
  await expect.poll(() => leader.ids()).toEqual([]);
  expect(leader.line).toBeUndefined();
  for (const tab of [leader, follower]) tab.feed.leave();
});

test("when the leader freezes, another tab takes over, and the frozen one follows when it wakes", async () => {
  const { leader, follower } = await openPair();
  leader.isFrozen = true;
  await expect.poll(() => follower.line, { timeout: 15_000 }).toEqual({ resumedAfter: "s.1" });
  leader.isFrozen = false;
  await expect.poll(() => leader.line).toBeUndefined();
  follower.say("s.2", withB);
  await expect.poll(() => leader.ids()).toEqual(["a", "b"]);
  for (const tab of [leader, follower]) tab.feed.leave();
});

test("a tab that missed an event does not build on it, but asks for the whole", async () => {
  const { leader, follower } = await openPair();
  leader.isFrozen = true;
  leader.say("s.2", withB);
  leader.isFrozen = false;
  leader.say("s.3", withoutA);
  await expect.poll(() => follower.at()).toBe("s.3");
  expect(follower.ids()).toEqual(["b"]);
  for (const tab of [leader, follower]) tab.feed.leave();
});

test("while the leader's line fails it alone asks, and passes on what it is answered", async () => {
  const { leader, follower } = await openPair();
  leader.fail();
  leader.feed.passOn(fakeSnapshot(1500, [b]));
  await expect.poll(() => follower.answered).toEqual([["b"]]);
  expect([leader.isAsking, follower.isAsking]).toEqual([true, false]);
  leader.say("s.2", withB);
  expect(leader.isAsking).toBe(false);
  // What the line has overtaken.
  leader.feed.passOn(fakeSnapshot(1900, []));
  await expect.poll(() => follower.ids()).toEqual(["a", "b"]);
  expect(follower.answered).toHaveLength(1);
  for (const tab of [leader, follower]) tab.feed.leave();
});

test("who takes over while the line is down asks in its turn, and who was overthrown does not", async () => {
  const { leader, follower } = await openPair();
  leader.fail();
  leader.feed.leave();
  await expect.poll(() => [leader.isAsking, follower.isAsking]).toEqual([false, true]);
  leader.feed.enter();
  await expect.poll(() => leader.line).toBeUndefined();
  follower.isFrozen = true;
  await expect.poll(() => leader.line, { timeout: 15_000 }).toBeDefined();
  await expect.poll(() => follower.isAsking).toBe(false);
  for (const tab of [leader, follower]) tab.feed.leave();
});

test("who joins while the line is down gets no old picture, and makes the leader try again", async () => {
  const { openTab } = setUp();
  const leader = openTab();
  await expect.poll(() => leader.line).toBeDefined();
  leader.say("s.1", snapshot);
  leader.fail();
  const newcomer = openTab();
  await expect.poll(() => leader.reopened).toBe(1);
  expect([leader.isAsking, newcomer.isAsking]).toEqual([true, false]);
  expect(newcomer.ids()).toBeUndefined();
  leader.say("s.2", withB);
  await expect.poll(() => newcomer.ids()).toEqual(["a", "b"]);
  for (const tab of [leader, newcomer]) tab.feed.leave();
});

test("different people share nothing", async () => {
  const { openTab } = setUp();
  const [ada, bob] = [openTab({ name: "ada" }), openTab({ name: "bob" })];
  await expect.poll(() => [ada.line, bob.line]).toEqual([{ resumedAfter: undefined }, { resumedAfter: undefined }]);
  ada.say("s.1", snapshot);
  bob.say("s.9", withB);
  expect(bob.ids()).toBeUndefined();
  for (const tab of [ada, bob]) tab.feed.leave();
});

test("without locks each tab has its own line", async () => {
  const { openTab } = setUp();
  const tabs = [openTab({ hasLocks: false }), openTab({ hasLocks: false })];
  expect(tabs.map(({ line }) => line)).toEqual([{ resumedAfter: undefined }, { resumedAfter: undefined }]);
  for (const tab of tabs) tab.feed.leave();
  expect(tabs.map(({ line }) => line)).toEqual([undefined, undefined]);
});

test("a tab that left has no line and hears nothing, and reopening is the leader's", async () => {
  const { openTab } = setUp();
  const [leader, other] = [openTab(), openTab()];
  await expect.poll(() => leader.line).toBeDefined();
  other.feed.leave();
  leader.say("s.1", snapshot);
  for (const tab of [leader, other]) tab.feed.reopen();
  expect([leader.reopened, other.reopened]).toEqual([1, 0]);
  expect(other.ids()).toBeUndefined();
  leader.feed.leave();
});
