import { expect, test } from "@playwright/test";
import { type Accepted, consentedRelease } from "./release-consent";
import { summarizeSelection } from "./selection";
import type { Session } from "./session";
import { session } from "./testing/session";

const MINUTE = 60_000;
const now = 100 * MINUTE;
const me = { id: "1", email: "ada@example.com" };
const mine = { owner: { kind: "person", id: "1", name: "ada@example.com" } } as const;

function silent(id: string, silentMs: number, part: Partial<Session> = {}): Session {
  const activity = { checkedAt: now, lastAt: now - silentMs };
  return session(id, { keepAlive: true, expiresAt: 360 * MINUTE, activity, ...part });
}

function release(sessions: readonly Session[], accepted: Accepted = new Map()) {
  const summary = summarizeSelection(sessions, me, { ownerKey: null, usdPerHour: null }, now);
  const { released, ...consent } = consentedRelease(summary, accepted);
  return { ids: released.map(({ id }) => id), ...consent };
}

test("without a tick only what is in no doubt goes", () => {
  const fleet = [silent("mine", 2 * MINUTE, mine), silent("proven", 11 * MINUTE), silent("nobodys", 2 * MINUTE)];
  expect(release(fleet)).toEqual({ ids: ["mine", "proven"], notMine: 1, activeIds: [], unseenIds: [] });
});

test("one's own that is in use takes a tick, and goes as one that is in use", () => {
  const fleet = [silent("used", 1_000, mine), silent("quiet", 2 * MINUTE, mine)];
  expect(release(fleet).ids).toEqual(["quiet"]);
  const ticked = release(fleet, new Map([["used", "in-use"]]));
  expect(ticked).toEqual({ ids: ["used", "quiet"], notMine: 0, activeIds: ["used"], unseenIds: [] });
});

test("what becomes active after the tick was not accepted, and takes none of the others with it", () => {
  const accepted: Accepted = new Map([
    ["revived", "not-proven"],
    ["quiet", "not-proven"],
  ]);
  const fleet = [silent("revived", 1_000), silent("quiet", 2 * MINUTE)];
  expect(release(fleet, accepted)).toEqual({ ids: ["quiet"], notMine: 1, activeIds: [], unseenIds: [] });
});

test("what was ticked as in use and is quiet by now goes as any other, and is looked at again before it ends", () => {
  expect(release([silent("quiet", 2 * MINUTE)], new Map([["quiet", "in-use"]]))).toEqual({
    ids: ["quiet"],
    notMine: 1,
    activeIds: [],
    unseenIds: [],
  });
});

test("what no log tells of takes a tick, one's own too, and is told apart from what was seen to be silent", () => {
  const empty = { ...mine, activity: { checkedAt: now, lastAt: null } };
  const fleet = [silent("empty", 0, empty), silent("unread", 0, { ...mine, activity: undefined })];
  expect(release(fleet).ids).toEqual([]);
  const accepted: Accepted = new Map([
    ["empty", "unknown"],
    ["unread", "unknown"],
  ]);
  expect(release(fleet, accepted)).toMatchObject({ ids: ["empty", "unread"], unseenIds: ["empty", "unread"] });
  // Its log says by now that somebody has used it.
  expect(release([silent("empty", 2 * MINUTE)], accepted).ids).toEqual([]);
});
