import { expect, test } from "@playwright/test";
import fc from "fast-check";
import type { Session } from "./session";
import { compareSessions, type SessionSort, SORT_KEYS } from "./session-list";
import { createSessionSorter } from "./session-sorter";
import { session } from "./testing/session";

const byTimeLeft: SessionSort = { key: "time-left", descending: false };

const sorts = fc.record({ key: fc.constantFrom(...SORT_KEYS), descending: fc.boolean() });
const fleets = fc.uniqueArray(
  fc
    .record({
      id: fc.integer({ min: 0, max: 40 }).map(String),
      expiresAt: fc.integer({ min: 0, max: 5 }),
      status: fc.constantFrom("RUNNING" as const, "PENDING" as const, "COMPLETED" as const),
      keepAlive: fc.boolean(),
      userMetadata: fc.constantFrom({ team: "growth" }, { team: "hr" }, {}),
      activity: fc.option(
        fc.record({ checkedAt: fc.integer({ min: 0, max: 200_000 }), lastAt: fc.integer({ min: 0, max: 200_000 }) }),
        { nil: undefined },
      ),
    })
    .map(({ id, ...part }) => session(id, part)),
  { selector: ({ id }) => id },
);

test("whatever comes, goes and changes, the order is the one that sorting from nothing gives", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fleets, sorts)), (pictures) => {
      const sort = createSessionSorter();
      let previous: readonly Session[] = [];
      for (const [fleet, order] of pictures) {
        // Every other session is one that was there before, as it was.
        const next = [
          ...previous.filter((_, index) => index % 2 === 0),
          ...fleet.filter(({ id }) => !previous.some((other) => other.id === id)),
        ];
        expect(sort(next, order, "team")).toEqual(next.toSorted(compareSessions(order, "team")));
        previous = next;
      }
    }),
  );
});

test("a picture that changes nothing gives the very same list", () => {
  const sort = createSessionSorter();
  const fleet = [session("b"), session("a")];
  const first = sort(fleet, byTimeLeft, null);
  expect(sort([...fleet], { ...byTimeLeft }, null)).toBe(first);
});
