import type { FastifyBaseLogger } from "fastify";
import type { BrowserSettings, LaunchBrowser } from "../browser/session-browser";
import type { Clock } from "../clock";
import { HttpError } from "../http/http-error";
import type { TrafficLog } from "../logs/traffic-log";
import { CreationRate } from "./creation-rate";
import { Session, type SessionClocks } from "./session";
import type { SessionRecord } from "./session-record";
import type { SessionStore } from "./session-store";

/** Of sessions that have ended, together: some 40 MB at the most, in memory only. The logs that ended first go first. */
const KEPT_MESSAGES = 20_000;

export type NewSession = Pick<SessionRecord, "projectId" | "keepAlive" | "region" | "userMetadata"> & {
  timeoutSeconds: number;
  browser: BrowserSettings;
  logSession: boolean;
  recordSession: boolean;
};

type SessionManagerDeps = SessionClocks & {
  store: SessionStore;
  launch: LaunchBrowser;
  /** A browser that runs already has an id, which its session takes. */
  newSessionId(settings: BrowserSettings): string;
  clock: Clock;
  log: FastifyBaseLogger;
  concurrency: number;
  /** Told of every session whose browser has come up and that is to be recorded. */
  record(session: Session): void;
  /** Absent for no limit. */
  createsPerMinute: number | undefined;
};

/** All sessions: makes them within the limits, finds them, ends them. */
export class SessionManager {
  readonly #deps: SessionManagerDeps;
  /** Every session here holds a slot: from before its browser is started until nothing is left of it. */
  readonly #live = new Map<string, Session>();
  readonly #starts = new Set<Promise<void>>();
  readonly #endedTraffic = new Map<string, TrafficLog>();
  readonly #rate: CreationRate;
  #isStopping = false;

  constructor(deps: SessionManagerDeps) {
    this.#deps = deps;
    this.#rate = new CreationRate(deps.createsPerMinute, deps.clock);
  }

  list(): SessionRecord[] {
    return this.#deps.store.newestFirst();
  }

  find(id: string): SessionRecord | undefined {
    return this.#deps.store.get(id);
  }

  /** The session while it is live. */
  live(id: string): Session | undefined {
    return this.#live.get(id);
  }

  traffic(id: string): TrafficLog | undefined {
    return this.#live.get(id)?.traffic ?? this.#endedTraffic.get(id);
  }

  async create(wanted: NewSession): Promise<SessionRecord> {
    this.#checkLimits();
    this.#rate.count();
    const session = this.#reserve(wanted);
    const { id } = session.record;
    await this.#start(session, wanted.browser);
    const { status } = session.record;
    if (status === "RUNNING") {
      if (wanted.recordSession) this.#deps.record(session);
      return session.record;
    }
    if (status === "ERROR")
      throw new HttpError(500, `The browser of session ${id} did not start. The engine's log says why.`);
    throw new HttpError(410, `Session ${id} ended (${status}) before its browser had started.`);
  }

  /** Drops what is kept beside the record of a session that has ended. */
  forget(id: string): void {
    this.#endedTraffic.delete(id);
  }

  /** What is left of the limit, and whether a browser is being started for somebody. */
  load(): { freeSlots: number; isStarting: boolean } {
    const live = [...this.#live.values()];
    return {
      freeSlots: this.#isStopping ? 0 : this.#deps.concurrency - live.length,
      isStarting: live.some(({ isStarting }) => isStarting),
    };
  }

  /** Resolves when no browser is being started for anybody. */
  async untilStarted(): Promise<void> {
    while (this.#starts.size > 0) await Promise.allSettled(this.#starts);
  }

  /** Ends every session and takes no more. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    const sessions = [...this.#live.values()];
    for (const session of sessions) session.release();
    await Promise.all(sessions.map((session) => session.ended));
  }

  #checkLimits(): void {
    if (this.#isStopping) throw new HttpError(503, "The engine is stopping.");
    this.#rate.check();
    const { concurrency } = this.#deps;
    const current = this.#live.size;
    if (current < concurrency) return;
    throw new HttpError(
      429,
      `You've exceeded your max concurrent sessions limit (limit ${concurrency}, currently ${current}). ` +
        "Please contact support to increase your limit.",
      // Without it the SDK retries, although only the end of another session can help.
      { headers: { "x-should-retry": "false" } },
    );
  }

  async #start(session: Session, settings: BrowserSettings): Promise<void> {
    const start = session.start(settings).finally(() => this.#starts.delete(start));
    this.#starts.add(start);
    await start;
  }

  #reserve(wanted: NewSession): Session {
    const { store, log, clock, newSessionId } = this.#deps;
    const record = newRecord(newSessionId(wanted.browser), wanted, clock.now());
    const session = new Session(record, wanted.logSession, {
      ...this.#deps,
      log: log.child({ sessionId: record.id }),
      onRecord: (changed) => this.#onRecord(session, changed),
    });
    this.#live.set(record.id, session);
    store.save(record);
    return session;
  }

  #onRecord(session: Session, record: SessionRecord): void {
    this.#deps.store.save(record);
    this.#deps.log.info({ sessionId: record.id, status: record.status }, "session");
    if (record.endedAt === undefined) return;
    this.#live.delete(record.id);
    if (session.traffic && session.traffic.size > 0) this.#keepTraffic(record.id, session.traffic);
  }

  #keepTraffic(id: string, traffic: TrafficLog): void {
    this.#endedTraffic.set(id, traffic);
    let messages = 0;
    for (const ended of this.#endedTraffic.values()) messages += ended.size;
    for (const [oldest, { size }] of this.#endedTraffic) {
      if (messages <= KEPT_MESSAGES) return;
      this.#endedTraffic.delete(oldest);
      messages -= size;
    }
  }
}

function newRecord(id: string, wanted: NewSession, now: number) {
  const { timeoutSeconds, projectId, keepAlive, region, userMetadata, browser, recordSession } = wanted;
  return {
    id,
    projectId,
    status: "PENDING",
    keepAlive,
    region,
    ...(!recordSession && { recordSession }),
    contextId: browser.context?.id,
    userMetadata,
    createdAt: now,
    updatedAt: now,
    expiresAt: now + timeoutSeconds * 1_000,
  } satisfies SessionRecord;
}
