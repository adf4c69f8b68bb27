import { eq } from "drizzle-orm";
import { pino } from "pino";
import { EMPTY_SNAPSHOT, type Snapshot } from "@/lib/api/snapshot";
import type { PolicyMode, PolicyRule } from "@/lib/domain/policy";
import type { Session, SessionNotes, SessionWarning } from "@/lib/domain/session";
import { RULE } from "@/lib/domain/testing/policy";
import { RELEASING } from "@/lib/domain/testing/releasing";
import { session } from "@/lib/domain/testing/session";
import type { DatabaseConnection } from "@/lib/server/db/database";
import { auditEntry, policy, policyWarning, release, releaseIntent } from "@/lib/server/db/schema";
import { PolicyRunner } from "../policy-runner";

const MINUTE_MS = 60_000;

/** A picture of upstream that a test sets, and what it was told to show. */
class FakeFeed {
  sessions: Session[] = [];
  failure: Snapshot["failure"] = null;
  now = 120 * MINUTE_MS;
  asOf: number | undefined;
  isAsking = true;
  attendants = 0;
  notes = new Map<string, SessionWarning | undefined>();

  look(): Snapshot {
    const { now, sessions, failure } = this;
    return { ...EMPTY_SNAPSHOT, now, asOf: this.asOf ?? now, sessions, failure };
  }

  note(notes: Iterable<readonly [string, SessionNotes]>): void {
    for (const [id, { warning }] of notes) this.notes.set(id, warning);
  }

  attend(): () => void {
    this.attendants += 1;
    return () => {
      this.attendants -= 1;
    };
  }
}

/** Policies on a real database, over a fleet and a clock of the test's. */
export class EnforcerGround {
  readonly feed = new FakeFeed();
  readonly database: DatabaseConnection;
  /** The ids of what was released, one list for each time. */
  readonly released: string[][] = [];
  /** How often upstream refused. */
  refusals = 0;
  refuses = false;
  /** The database fails whenever something is to be written down. */
  failsToRecord = false;

  constructor(database: DatabaseConnection) {
    this.database = database;
  }

  /** A server, as after a start. */
  runner(): PolicyRunner {
    const { database, feed } = this;
    const inTransaction: DatabaseConnection["inTransaction"] = (act) =>
      this.failsToRecord ? Promise.reject(new Error("the database is gone")) : database.inTransaction(act);
    return new PolicyRunner({
      database: { ...database, inTransaction },
      feed,
      log: pino({ level: "silent" }),
      releases: { tell: () => this.#carryOut() },
    });
  }

  async clear(): Promise<void> {
    const { db } = this.database;
    for (const table of [releaseIntent, release, policyWarning, policy]) await db.delete(table);
  }

  async add(name: string, { mode = "on", ...rule }: Partial<PolicyRule> & { mode?: PolicyMode } = {}): Promise<string> {
    const id = `policy-${name}`;
    await this.database.db
      .insert(policy)
      .values({ id, name, mode, rule: { ...RULE, ...rule }, createdBy: "anna@x.test", updatedAt: new Date(0) });
    return id;
  }

  /** A session that has been silent for so many minutes, as was seen just now. */
  silent(id: string, minutes: number, part: Partial<Session> = {}): Session {
    const activity = { checkedAt: this.feed.now, lastAt: this.feed.now - minutes * MINUTE_MS };
    return session(id, { keepAlive: true, expiresAt: 360 * MINUTE_MS, activity, ...part });
  }

  /** Time passes in which nothing happens, and all logs are read. */
  pass(minutes: number): void {
    this.feed.now += minutes * MINUTE_MS;
    this.feed.sessions = this.feed.sessions.map((one) => ({
      ...one,
      activity: one.activity && { ...one.activity, checkedAt: this.feed.now },
    }));
  }

  warnings() {
    return this.database.db.select().from(policyWarning);
  }

  policies() {
    return this.database.db.select().from(policy);
  }

  releases() {
    return this.database.db.select().from(release);
  }

  /** Somebody pressed Undo, lately. */
  async undoRelease(sessionId: string): Promise<void> {
    const now = new Date();
    const by = { kind: "person" as const, id: "anna", name: "anna@x.test" };
    const { db } = this.database;
    await db.insert(release).values({ id: sessionId, by, dueAt: now, total: 1 });
    await db.insert(releaseIntent).values({
      releaseId: sessionId,
      sessionId,
      state: "cancelled",
      decided: { at: 0, lastAt: null, wasActive: false },
      nextAttemptAt: now,
      settledAt: now,
    });
  }

  entries() {
    return this.database.db.select().from(auditEntry);
  }

  /** Rows say so until `forget`. */
  #refuse(ids: readonly string[]): void {
    this.refusals += ids.length;
    const release = { ...RELEASING, state: "refused" as const };
    this.feed.sessions = this.feed.sessions.map((one) => (ids.includes(one.id) ? { ...one, release } : one));
  }

  /** Rows tell no more how releases ended. */
  forget(): void {
    this.feed.sessions = this.feed.sessions.map(({ release: _, ...one }) => one);
  }

  /** As the worker does, all at once. */
  async #carryOut(): Promise<void> {
    const rows = await this.database.db
      .update(releaseIntent)
      .set({ state: this.refuses ? "refused" : "released", settledAt: new Date() })
      .where(eq(releaseIntent.state, "waiting"))
      .returning({ id: releaseIntent.sessionId });
    const ids = rows.map(({ id }) => id);
    if (ids.length === 0) return;
    if (this.refuses) return this.#refuse(ids);
    this.released.push(ids);
    this.feed.sessions = this.feed.sessions.filter((one) => !ids.includes(one.id));
  }
}
