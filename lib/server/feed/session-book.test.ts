import { expect, test } from "@playwright/test";
import { ENDED_VISIBLE_MS } from "@/lib/api/snapshot";
import { type SessionBook, withLiveList, withLongMissedEnded, withoutLongEnded } from "./session-book";
import { session } from "./testing/session";

const SECOND = 1_000;

/** A book with one session that lives and so many whose end was inferred at 0. */
function withInferred(count: number): SessionBook {
  const all = Array.from({ length: count + 1 }, (_, index) => session({ id: `s${index}` }));
  const list = (sessions: typeof all) => ({ sessions, statuses: ["RUNNING"] as const, unreadableIds: [], askedAt: 0 });
  const book = withLiveList(withLiveList(new Map(), list(all), 0), list(all.slice(0, 1)), 0);
  return withLongMissedEnded(book, 1, 0);
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
