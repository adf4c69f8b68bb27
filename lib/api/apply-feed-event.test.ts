import { expect, test } from "@playwright/test";
import type { Session } from "@/lib/domain/session";
import { RELEASING } from "@/lib/domain/testing/releasing";
import { applyFeedEvent } from "./apply-feed-event";
import { FeedEvent } from "./feed";
import type { Snapshot } from "./snapshot";

const a: Session = {
  id: "a",
  projectId: "p",
  status: "RUNNING",
  keepAlive: true,
  region: "us-west-2",
  startedAt: 0,
  expiresAt: 900_000,
  userMetadata: { owner: "ada" },
};
const b: Session = { ...a, id: "b" };
const picture: Snapshot = {
  now: 10,
  asOf: 9,
  sessions: [a, b],
  failure: { since: 5, code: "upstream_unavailable", message: "down" },
  project: null,
  releases: [],
  notices: [],
  ownerKey: null,
  usdPerHour: null,
  defaultTimeoutSeconds: 600,
};

test("a snapshot replaces the picture, also where there was none", () => {
  expect(applyFeedEvent(undefined, { event: "snapshot", data: picture })).toEqual(picture);
  expect(applyFeedEvent({ ...picture, sessions: [] }, { event: "snapshot", data: picture })).toEqual(picture);
});

test("a delta keeps known sessions in place, puts new ones last and takes out the removed", () => {
  const changed = [
    { ...b, release: RELEASING },
    { ...a, id: "c" },
  ];
  const next = applyFeedEvent(picture, { event: "delta", data: { now: 12, asOf: 11, changed, removed: ["a"] } });
  expect(next).toEqual({ ...picture, now: 12, asOf: 11, sessions: changed });
});

test("what a delta leaves out stays as it was, and null is a value", () => {
  const quiet = { now: 12, asOf: 11, changed: [], removed: [] };
  expect(applyFeedEvent(picture, { event: "delta", data: quiet })).toEqual({ ...picture, now: 12, asOf: 11 });
  const facts = { failure: null, defaultTimeoutSeconds: null };
  expect(applyFeedEvent(picture, { event: "delta", data: { ...quiet, ...facts } })).toMatchObject(facts);
});

test("a heartbeat moves the times alone, and the list stays the same list", () => {
  const next = applyFeedEvent(picture, { event: "heartbeat", data: { now: 12, asOf: 11 } });
  expect(next).toEqual({ ...picture, now: 12, asOf: 11 });
  expect(next.sessions).toBe(picture.sessions);
});

test("a delta or heartbeat on no picture is no picture", () => {
  expect(applyFeedEvent(undefined, { event: "heartbeat", data: { now: 1, asOf: null } })).toBeUndefined();
});

test("events survive the wire, and what is none is refused", () => {
  const event: FeedEvent = {
    event: "delta",
    data: { now: 1, asOf: null, changed: [a], removed: ["x"], failure: null },
  };
  expect(FeedEvent.parse(JSON.parse(JSON.stringify(event)))).toEqual(event);
  expect(FeedEvent.safeParse({ event: "delta", data: { now: 1 } }).success).toBe(false);
  expect(FeedEvent.safeParse({ event: "gossip", data: {} }).success).toBe(false);
});
