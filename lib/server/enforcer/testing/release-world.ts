import { expect } from "@playwright/test";
import { asc, eq } from "drizzle-orm";
import type { CreateReleaseInput, ReleaseDetails } from "@/lib/api/releases";
import type { Session } from "@/lib/domain/session";
import type { DatabaseConnection } from "@/lib/server/db/database";
import { auditEntry } from "@/lib/server/db/schema";
import { DATABASE_TESTS } from "@/lib/server/db/testing/database-tests";
import { session } from "@/lib/server/feed/testing/session";
import { createRelease } from "@/lib/server/services/releases/create";
import { carryOutNow } from "@/lib/server/services/releases/now";
import { readRelease } from "@/lib/server/services/releases/read";
import type { ServiceContext } from "@/lib/server/services/service-context";
import { FAST, type ReleaseServer, startReleaseServer } from "./release-server";
import { ReleasingUpstream } from "./releasing-upstream";

export const ADA = { id: "ada", email: "ada@keepwatch.test", role: "operator" } as const;

/** A database, an upstream with sessions named `a` to `e` and `other`, and the servers that a test starts on them. */
export class ReleaseWorld {
  readonly upstream = new ReleasingUpstream();
  readonly database: DatabaseConnection;
  readonly #servers: ReleaseServer[] = [];

  constructor(database: DatabaseConnection) {
    this.database = database;
    this.upstream.sessions = ["a", "b", "c", "d", "e", "other"].map((id) => running(id));
  }

  /** Its worker rests until it is started. */
  async startServer(name = "one", timing = FAST): Promise<ReleaseServer> {
    const server = await startReleaseServer({ database: this.database, upstream: this.upstream, name, timing });
    this.#servers.push(server);
    return server;
  }

  /** Has sessions released at once. */
  async release(server: ReleaseServer, sessionIds: string[], input: Partial<CreateReleaseInput> = {}): Promise<string> {
    const all = { notMine: sessionIds.length, unseenIds: sessionIds, ...input, sessionIds };
    const { release, leftOut } = await createRelease(asAda(server), all);
    expect(leftOut).toEqual([]);
    const id = release?.id ?? "";
    await carryOutNow(asAda(server), { id });
    return id;
  }

  /** Waits until all of it is over; gives what became of it, and what pages see. */
  async untilSettled(server: ReleaseServer, id: string): Promise<ReleaseDetails> {
    const settledAt = async () => (await readRelease(asAda(server), { id })).release.settledAt;
    await expect.poll(settledAt, { timeout: 60_000, intervals: [20, 50] }).toBeDefined();
    await server.releases.tell();
    return readRelease(asAda(server), { id });
  }

  async entries() {
    const { sessionId, outcome, detail } = auditEntry;
    return this.database.db
      .select({ sessionId, outcome, detail })
      .from(auditEntry)
      .where(eq(auditEntry.action, "session.release"))
      .orderBy(asc(auditEntry.id));
  }

  isRunning(id: string): boolean {
    return this.upstream.sessions.find((one) => one.id === id)?.status === "RUNNING";
  }

  async stop(): Promise<void> {
    for (const server of this.#servers) await server.stop();
  }
}

/** `test` in such a world on each database. */
export const RELEASE_TESTS = DATABASE_TESTS.map(({ kind, test }) => ({
  kind,
  test: test.extend<{ world: ReleaseWorld }>({
    world: async ({ database }, use) => {
      const world = new ReleaseWorld(database);
      await use(world);
      await world.stop();
    },
  }),
}));

/** What the services of releases look at of a context, for a test that has nothing else of a server. */
export function asAda(server: ReleaseServer): ServiceContext {
  const context: Partial<ServiceContext> = { ...server, actor: { kind: "person", person: ADA } };
  return context as ServiceContext;
}

export function running(id: string, changes: Partial<Session> = {}): Session {
  const startedAt = Date.now() - 60_000;
  return session({ id, startedAt, expiresAt: startedAt + 15 * 60_000, ...changes });
}
