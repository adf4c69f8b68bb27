import { expect } from "@playwright/test";
import type { DatabaseConnection } from "@/lib/server/db/database";
import { DATABASE_TESTS } from "@/lib/server/db/testing/database-tests";
import { claimIntents } from "./claim-intents";
import { recordRelease } from "./record-release";

for (const { kind, test } of DATABASE_TESTS) {
  test.describe(`on the ${kind} database`, () => {
    test("a release of one session takes turns with one of many, which is in hand already", async ({ database }) => {
      await record(database, "many", 20);
      const inHand = await claimIntents(database, "s", 3);
      expect(sessionsOf(inHand)).toEqual(["many-0", "many-1", "many-2"]);
      await record(database, "one", 1);
      const claim = (atMost: number, many: number) => claimIntents(database, "s", atMost, new Map([["many", many]]));
      expect(sessionsOf(await claim(1, 3))).toEqual(["one-0"]);
      expect(sessionsOf(await claim(1, 3))).toEqual(["many-3"]);
      await record(database, "few", 2);
      expect(sessionsOf(await claim(3, 1))).toEqual(["few-0", "few-1", "many-4"]);
    });

    test("whoever claims at the same time, each is handed out once", async ({ database }) => {
      await record(database, "many", 30);
      await record(database, "one", 1);
      const claimed = new Set<string>();
      while (claimed.size < 31) {
        const claims = await Promise.all(["s", "t"].map((server) => claimIntents(database, server, 4)));
        for (const { sessionId } of claims.flat()) {
          expect(claimed).not.toContain(sessionId);
          claimed.add(sessionId);
        }
      }
      expect(await claimIntents(database, "s", 4)).toEqual([]);
    });

    test("ten thousand that wait cost a claim no time", async ({ database }) => {
      await record(database, "many", 10_000);
      await record(database, "one", 1);
      const startedAt = performance.now();
      for (let claim = 0; claim < 20; claim += 1) await claimIntents(database, "s", 4);
      const milliseconds = (performance.now() - startedAt) / 20;
      test.info().annotations.push({ type: "milliseconds", description: milliseconds.toFixed(1) });
      expect(milliseconds).toBeLessThan(100);
    });
  });
}

/** A release of that name, which is due, of so many sessions. */
async function record(database: DatabaseConnection, id: string, sessions: number): Promise<void> {
  const ids = Array.from({ length: sessions }, (_, index) => `${id}-${index}`);
  const decided = new Map(ids.map((one) => [one, { at: 0, lastAt: null, wasActive: false }]));
  const by = { kind: "person", id: "ada", name: "ada@x.test" } as const;
  await recordRelease({ database, actor: { kind: "system" } }, { id, by, waitMs: 0, decided });
}

function sessionsOf(claimed: readonly { sessionId: string }[]): string[] {
  return claimed.map(({ sessionId }) => sessionId).toSorted();
}
