import { expect, test } from "@playwright/test";
import { ENDED_VISIBLE_MS } from "@/lib/api/snapshot";
import { isLive, type Session } from "@/lib/domain/session";
import { LIVE_STATUSES } from "@/lib/server/upstream/upstream";
import { type ListOf, type SessionBook, withLiveList, withLongMissedEnded, withoutLongEnded } from "./session-book";
import { session } from "./testing/session";

const SECOND = 1_000;

/** The book after so many more lists that have these sessions. */
function listed(book: SessionBook, sessions: Session[], lists = 1): SessionBook {
  const list: ListOf = { sessions, statuses: LIVE_STATUSES, unreadableIds: [], askedAt: 0 };
  const next = withLongMissedEnded(withLiveList(book, list, 0), 0);
  return lists > 1 ? listed(next, sessions, lists - 1) : next;
}

const living = (book: SessionBook) => [...book].filter(([, entry]) => isLive(entry.session)).map(([id]) => id);

/** A book with one session that lives and so many whose end was inferred at 0. */
function withInferred(count: number): SessionBook {
  const all = Array.from({ length: count + 1 }, (_, index) => session({ id: `s${index}` }));
  return listed(listed(new Map(), all), all.slice(0, 1), 3);
}

const shownFor = (book: SessionBook, ms: number) => withoutLongEnded(book, ms).size - 1;

test("an end that was inferred is shown for as long as any other", () => {
  expect(shownFor(withInferred(500), ENDED_VISIBLE_MS)).toBe(500);
  expect(shownFor(withInferred(500), ENDED_VISIBLE_MS + 1)).toBe(0);
});

test("where there are too many of them each is shown for a shorter time, and none is left out", () => {
  expect(shownFor(withInferred(2_000), 20 * SECOND)).toBe(2_000);
  expect(shownFor(withInferred(2_000), 20 * SECOND + 1)).toBe(0);
});

test("a list that has none of the running ones is doubted, also when it has one that is starting", () => {
  const starting = session({ id: "new", status: "PENDING" });
  const known = listed(new Map(), [session(), session({ id: "b" }), starting]);
  expect(living(listed(known, [starting], 19))).toEqual(["new", "a", "b"]);
  expect(living(listed(known, [starting], 20))).toEqual(["new"]);
});

test("after a list that is doubted those without a session are counted anew", () => {
  const known = listed(new Map(), [session(), session({ id: "b" })]);
  const doubted = listed(listed(known, [session()], 2), []);
  expect(living(listed(doubted, [session()], 2))).toEqual(["a", "b"]);
  expect(living(listed(doubted, [session()], 3))).toEqual(["a"]);
});

test("what a list lacks is shown to be missing at once, and no more when a list has it again", () => {
  const known = listed(new Map(), [session(), session({ id: "b" })]);
  const missing = listed(known, [session()]);
  expect(living(missing)).toEqual(["a", "b"]);
  expect(missing.get("b")?.session).toEqual(session({ id: "b", missingSince: 0 }));
  expect(listed(missing, [session(), session({ id: "b" })]).get("b")?.session).toEqual(session({ id: "b" }));
  expect(listed(missing, [session()], 2).get("b")?.session).not.toHaveProperty("missingSince");
});

test("nothing is shown to be missing by a list that is doubted", () => {
  const doubted = listed(listed(new Map(), [session(), session({ id: "b" })]), []);
  expect([...doubted.values()].map((entry) => entry.session.missingSince)).toEqual([undefined, undefined]);
});
