import { expect, test } from "@playwright/test";
import { drizzle } from "drizzle-orm/pg-proxy";
import { pino } from "pino";
import * as schema from "@/lib/server/db/schema";
import { FakeUpstream } from "@/lib/server/feed/testing/fake-upstream";
import { session } from "@/lib/server/feed/testing/session";
import { testFeed } from "@/lib/server/feed/testing/test-feed";
import { tryReadOwnFacts } from "@/lib/server/services/settings/own-facts";
import { listSessions } from "./list";

/** Lists one session, beside a database whose one setting a test reads, changes and breaks. */
function setUp() {
  const stored: { seconds: number | Error } = { seconds: 3600 };
  const logged: string[] = [];
  const upstream = new FakeUpstream();
  upstream.sessions = [session()];
  const db = drizzle(
    async () => {
      if (stored.seconds instanceof Error) throw stored.seconds;
      return { rows: [["default-timeout-seconds", stored.seconds]] };
    },
    { schema },
  );
  const database = {
    kind: "postgres" as const,
    db,
    inTransaction: (act: () => Promise<never>) => act(),
    ping: async () => undefined,
    migrate: async () => undefined,
    close: async () => undefined,
  };
  const log = pino({}, { write: (line: string) => logged.push(line) });
  const feed = testFeed({ upstream, readOwnFacts: () => tryReadOwnFacts(database, log) });
  return { stored, logged, list: () => listSessions({ feed, database, log }) };
}

test("a database that fails leaves the list, with the default that was last known, and is logged once", async () => {
  const { stored, logged, list } = setUp();
  expect(await list()).toMatchObject({ sessions: [{ id: "a" }], defaultTimeoutSeconds: 3600 });
  stored.seconds = new Error("connection refused");
  await list();
  expect(await list()).toMatchObject({ sessions: [{ id: "a" }], failure: null, defaultTimeoutSeconds: 3600 });
  expect(logged).toHaveLength(1);
  stored.seconds = 60;
  expect(await list()).toMatchObject({ defaultTimeoutSeconds: 60 });
});

test("a database that failed from the start leaves the list without a default", async () => {
  const { stored, list } = setUp();
  stored.seconds = new Error("connection refused");
  expect(await list()).toMatchObject({ sessions: [{ id: "a" }], defaultTimeoutSeconds: null });
});
