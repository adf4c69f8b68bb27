import { expect, test } from "@playwright/test";
import { asc, eq } from "drizzle-orm";
import type { CreateReleaseInput, ReleaseDetails } from "@/lib/api/releases";
import type { Session } from "@/lib/domain/session";
import type { DatabaseConnection } from "@/lib/server/db/database";
import { auditEntry } from "@/lib/server/db/schema";
import { TEST_DATABASES, type TestDatabase } from "@/lib/server/db/testing/test-databases";
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
  readonly #database: TestDatabase;
  readonly #servers: ReleaseServer[] = [];

  constructor(database: TestDatabase) {
    this.#database = database;
    this.upstream.sessions = ["a", "b", "c", "d", "e", "other"].map((id) => running(id));
  }

  get database(): DatabaseConnection {
    return this.#database.connection;
  }

  /** Its worker rests until it is started. */
  async startServer(name = "one", timing = FAST): Promise<ReleaseServer> {
    const server = await startReleaseServer({ database: this.database, upstream: this.upstream, name, timing });
    this.#servers.push(server);
    return server;
  }

  /** Has sessions released at once. */
  async release(server: ReleaseServer, sessionIds: string[], input: Partial<CreateReleaseInput> = {}): Promise<string> {
    const all = { notMine: sessionIds.length, ...input, sessionIds };
    const { release, leftOut } = await createRelease(asAda(server), all);
    expect(leftOut).toEqual([]);
    const id = release?.id ?? "";
    await carryOutNow(asAda(server), { id });
    return id;
  }

  /** Waits until all of it is over; gives what became of it, and what pages see. */
  async untilSettled(server: ReleaseServer, id: string): Promise<ReleaseDetails> {
    const settledAt = async () => (await readRelease(asAda(server), { id })).release.settledAt;
    await expect.poll(settledAt, { timeout: 60_000 }).toBeDefined();
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
    await this.#database.remove();
  }
}

/** The same tests on both databases. */
export function onBothDatabases(
  describe: (world: () => ReleaseWorld, kind: keyof typeof TEST_DATABASES) => void,
): void {
  for (const kind of ["embedded", "postgres"] as const) {
    test.describe(`on the ${kind} database`, () => {
      test.describe.configure({ mode: "default", timeout: 300_000 });
      let world: ReleaseWorld | undefined;
      test.beforeEach(async () => {
        const database = await TEST_DATABASES[kind]();
        test.skip(!database, "PostgreSQL is not installed, and only root on Debian can install it by itself.");
        world = database && new ReleaseWorld(database);
      });
      test.afterEach(async () => {
        await world?.stop();
        world = undefined;
      });
      describe(() => {
        if (!world) throw new Error("there is no database");
        return world;
      }, kind);
    });
  }
}

/** What the services of releases look at of a context, for a test that has nothing else of a server. */
export function asAda(server: ReleaseServer): ServiceContext {
  const context: Partial<ServiceContext> = { ...server, actor: { kind: "person", person: ADA } };
  return context as ServiceContext;
}

export function running(id: string, changes: Partial<Session> = {}): Session {
  const startedAt = Date.now() - 60_000;
  return session({ id, startedAt, expiresAt: startedAt + 15 * 60_000, ...changes });
}
