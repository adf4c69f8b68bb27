import { expect, test } from "@playwright/test";
import { isUnquestioned, releaseRisk } from "./release-risk";
import { ownerShares, savingOf, summarizeSelection } from "./selection";
import type { Session } from "./session";
import { RELEASING } from "./testing/releasing";
import { session } from "./testing/session";

const MINUTE = 60_000;
const now = 100 * MINUTE;
const me = { id: "1", email: "ada@example.com" };
const facts = { ownerKey: "owner", usdPerHour: 0.12 };

/** A keepAlive session of six hours whose log was read now, and had its last entry so long ago. */
function kept(id: string, silentMs: number, part: Partial<Session> = {}): Session {
  const activity = { checkedAt: now, lastAt: now - silentMs };
  return session(id, { keepAlive: true, expiresAt: 360 * MINUTE, activity, ...part });
}
const mine = { owner: { kind: "person", id: "1", name: "ada@example.com" } } as const;
const graces = { userMetadata: { owner: "grace" } };
const ids = (sessions: readonly Session[]) => sessions.map(({ id }) => id);

test("it is told whose they are, one's own first, then whoever has the most", () => {
  const fleet = [kept("a", 0, graces), kept("b", 0), kept("c", 0, mine), kept("d", 0, graces)];
  expect(ownerShares(fleet, me, facts.ownerKey)).toEqual([
    { name: "ada@example.com", count: 1, isMine: true },
    { name: "grace", count: 2, isMine: false },
    { name: null, count: 1, isMine: false },
  ]);
});

test("what is protected, ended, on its way out, or not kept alive is left out, with the reason", () => {
  const protection = { until: now + 1, reason: "KYC", by: "bo" };
  const summary = summarizeSelection(
    [
      kept("kept", 0, { protection }),
      kept("lapsed", 0, { protection: { ...protection, until: now } }),
      session("ended", { status: "COMPLETED" }),
      kept("going", 0, { release: RELEASING }),
      session("plain"),
    ],
    me,
    facts,
    now,
  );
  expect(ids(summary.eligible)).toEqual(["lapsed"]);
  expect(summary.leftOut.map(({ session: { id }, why }) => [id, why])).toEqual([
    ["kept", "protected"],
    ["ended", "ended"],
    ["going", "releasing"],
    ["plain", "not-kept"],
  ]);
});

test("those active within the last minute, or watched, are counted apart from those of which nothing is known", () => {
  const fleet = [
    kept("active", 59_000),
    kept("a-minute-ago", MINUTE),
    kept("watched", 20 * MINUTE, { activity: { checkedAt: now, lastAt: 0, watchedAt: now - 1 } }),
    kept("not-known", 0, { activity: undefined }),
  ];
  const { active, unknownCount } = summarizeSelection(fleet, me, facts, now);
  expect(ids(active)).toEqual(["active", "watched"]);
  expect(unknownCount).toBe(1);
});

test("in doubt is what is in use, what no log tells of, and what is somebody else's and not proven idle", () => {
  const fleet = [
    kept("mine-active", 0, mine),
    kept("graces-proven", 11 * MINUTE, graces),
    kept("graces-ten-minutes", 10 * MINUTE, graces),
    kept("nobodys-unknown", 0, { activity: undefined }),
    kept("mine-empty", 0, { ...mine, activity: { checkedAt: now, lastAt: null } }),
    kept("mine-just-started", 0, { ...mine, startedAt: now - 1_000, activity: { checkedAt: now, lastAt: null } }),
  ];
  const { doubtful, notMine } = summarizeSelection(fleet, me, facts, now);
  expect(doubtful.map(({ session: { id }, doubt }) => [id, doubt])).toEqual([
    ["mine-active", "in-use"],
    ["graces-ten-minutes", "not-proven"],
    ["nobodys-unknown", "unknown"],
    ["mine-empty", "empty-log"],
    ["mine-just-started", "empty-log"],
  ]);
  expect(ids(notMine)).toEqual(["graces-proven", "graces-ten-minutes", "nobodys-unknown"]);
});

test("one's own goes at one press when its log was silent, or it has only just started, and else is asked for", () => {
  const goes = (part: Partial<Session>) => {
    const one = kept("a", 2 * MINUTE, { ...mine, ...part });
    return isUnquestioned(one, releaseRisk(one, me, "owner", now), now);
  };
  const empty = { checkedAt: now, lastAt: null };
  expect(goes({})).toBe(true);
  expect(goes({ activity: empty })).toBe(false);
  expect(goes({ activity: undefined })).toBe(false);
  expect(goes({ activity: empty, startedAt: now - MINUTE })).toBe(false);
  expect(goes({ activity: empty, startedAt: now - MINUTE + 1 })).toBe(true);
  expect(goes({ activity: { checkedAt: now, lastAt: now - 1 }, startedAt: now - 2 })).toBe(false);
  expect(goes({ protection: { until: now + 1, reason: "KYC", by: "bo" } })).toBe(false);
  expect(goes({ owner: undefined })).toBe(false);
});

test("whoever is not known owns nothing", () => {
  expect(releaseRisk(kept("a", 0, mine), undefined, "owner", now).isMine).toBe(false);
});

test("what is saved is what the sessions would still burn, in money when there is a price", () => {
  const fleet = [kept("a", 11 * MINUTE), kept("b", 11 * MINUTE)];
  expect(savingOf(fleet, facts.usdPerHour, now)).toEqual({ minutes: 520, usd: expect.closeTo(1.04) });
  expect(savingOf(fleet, null, now)).toEqual({ minutes: 520, usd: null });
});
