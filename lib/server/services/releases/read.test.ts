import { AsyncLocalStorage } from "node:async_hooks";
import { expect } from "@playwright/test";
import { eq, sql } from "drizzle-orm";
import { releaseIntent } from "@/lib/server/db/schema";
import { asAda, RELEASE_TESTS, type ReleaseWorld } from "@/lib/server/enforcer/testing/release-world";
import { createRelease } from "./create";
import { readRelease } from "./read";

/** A release of `a`, `b` and `c`, and how somebody follows it. */
async function follow(world: ReleaseWorld) {
  const server = await world.startServer();
  const ada = asAda(server);
  const { release } = await createRelease(ada, { sessionIds: ["a", "b", "c"], notMine: 3 });
  const id = release?.id ?? "";
  let { cursor, intents } = await readRelease(ada, { id });
  expect(intents).toHaveLength(3);
  return {
    change: (sessionId: string) =>
      world.database.db
        .update(releaseIntent)
        .set({ detail: "changed", version: sql`nextval('note_version')` })
        .where(eq(releaseIntent.sessionId, sessionId)),
    /** Those that are told to have changed since the last time. */
    async read() {
      await server.releases.tell();
      ({ cursor, intents } = await readRelease(ada, { id, after: cursor }));
      return intents.filter(({ detail }) => detail === "changed").map(({ sessionId }) => sessionId);
    },
  };
}

for (const { kind, test } of RELEASE_TESTS) {
  test.describe(`on the ${kind} database`, () => {
    test("whoever has read a release is told what has changed since", async ({ world }) => {
      const { change, read } = await follow(world);
      expect(await read()).toEqual([]);
      await change("b");
      expect(await read()).toEqual(["b"]);
      await change("c");
      expect(await read()).toContain("c");
    });

    test("nothing is missed that was written earlier and committed later", async ({ world }) => {
      test.skip(kind === "embedded", "Its transactions follow one another.");
      const { change, read } = await follow(world);
      const outside = AsyncLocalStorage.snapshot();
      await world.database.inTransaction(async () => {
        await change("a");
        await outside(async () => {
          await change("b");
          expect(await read()).toEqual(["b"]);
          expect(await read()).toContain("b");
        });
      });
      expect(await read()).toContain("a");
    });

    test("what was told is not told again", async ({ world }) => {
      test.skip(kind === "postgres", "Others may commit late, so that it is told for some seconds.");
      const { change, read } = await follow(world);
      await change("b");
      await read();
      await change("c");
      expect(await read()).toEqual(["c"]);
      expect(await read()).toEqual([]);
    });
  });
}
