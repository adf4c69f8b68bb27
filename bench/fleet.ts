import { REGIONS, type SessionStatus } from "@/lib/domain/session";
import { seededRandom } from "./seeded-random";

export const PROJECT_ID = "5eed0000-0000-4000-8000-000000000000";

const HOUR_MS = 3_600_000;
const OWNERS = ["ada", "grace", "edsger", "barbara", "alan", "margaret"];
const TASKS = ["checkout", "login", "search", "scrape", "screenshot", "invoice-download"];
/** Ended sessions that a look-up still finds. */
const KEEP_ENDED = 10_000;

type FleetSession = {
  id: string;
  status: SessionStatus;
  keepAlive: boolean;
  region: string;
  startedAt: number;
  expiresAt: number;
  endedAt?: number;
  userMetadata: Record<string, unknown>;
  /** No tick ends it. */
  isWatched?: boolean;
};

type NewSession = {
  timeout?: number;
  keepAlive?: boolean;
  region?: string;
  userMetadata?: Record<string, unknown>;
  status?: SessionStatus;
  isWatched?: boolean;
};

/**
 * The sessions of a large project, of which some end, start and come up at each tick, so that their number stays about
 * the same. Which ones depends on the seed alone.
 */
export class Fleet {
  readonly #random: () => number;
  readonly #live = new Map<string, FleetSession>();
  readonly #ended = new Map<string, FleetSession>();
  /** The wire form of each live session, made once: the list is thousands of them, every second. */
  readonly #json = new Map<string, string>();
  #turn = 0;

  constructor({ sessions, seed, now }: { sessions: number; seed: number; now: number }) {
    this.#random = seededRandom(seed);
    for (let index = 0; index < sessions; index += 1) {
      const startedAt = now - Math.floor(this.#random() * HOUR_MS);
      this.#add({ ...this.#invent(startedAt), status: "RUNNING", expiresAt: startedAt + (2 + (index % 4)) * HOUR_MS });
    }
  }

  get size(): number {
    return this.#live.size;
  }

  /** Makes so many changes: by turns one session starts, one comes up, one ends. Gives the ids of what started. */
  tick(changes: number, now: number): string[] {
    const live = [...this.#live.values()];
    const pending = live.filter(({ status }) => status === "PENDING");
    const running = live.filter(({ status, isWatched }) => status === "RUNNING" && !isWatched);
    const started: string[] = [];
    for (let change = 0; change < changes; change += 1) {
      this.#turn = (this.#turn + 1) % 3;
      if (this.#turn === 1) started.push(this.start({}, now).id);
      else if (this.#turn === 2) this.#comeUp(pending.shift());
      else this.#endOne(running, now);
    }
    return started;
  }

  start(asked: NewSession, now: number): FleetSession {
    const session = { ...this.#invent(now), ...asked, expiresAt: now + (asked.timeout ?? 3600) * 1000 };
    this.#add(session);
    return session;
  }

  /** Gives the session, also when it is over already. */
  end(id: string, status: SessionStatus, now: number): FleetSession | undefined {
    const session = this.#live.get(id);
    if (!session) return this.#ended.get(id);
    const ended = { ...session, status, endedAt: now };
    this.#live.delete(id);
    this.#json.delete(id);
    this.#ended.set(id, ended);
    const [oldest] = this.#ended.keys();
    if (this.#ended.size > KEEP_ENDED && oldest !== undefined) this.#ended.delete(oldest);
    return ended;
  }

  /** As no session does upstream by itself: its end comes so many milliseconds later. */
  postpone(id: string, ms: number): void {
    const session = this.#live.get(id);
    if (session) this.#add({ ...session, expiresAt: session.expiresAt + ms });
  }

  find(id: string): FleetSession | undefined {
    return this.#live.get(id) ?? this.#ended.get(id);
  }

  /** Its CDP log: one command, when it started. */
  logOf(id: string): Record<string, unknown>[] {
    const session = this.find(id);
    if (!session) return [];
    const timestamp = session.startedAt;
    return [{ method: "Page.navigate", pageId: 0, sessionId: id, timestamp, request: { timestamp, params: {} } }];
  }

  /** The body of a list answer: those of one status, or all that are live. */
  listJson(status: string | null): string {
    const rows = [...this.#live.values()].filter((session) => status === null || session.status === status);
    return `[${rows.map(({ id }) => this.#json.get(id)).join(",")}]`;
  }

  #comeUp(session: FleetSession | undefined): void {
    if (session) this.#add({ ...session, status: "RUNNING" });
  }

  #endOne(running: FleetSession[], now: number): void {
    const [session] = running.splice(Math.floor(this.#random() * running.length), 1);
    if (session) this.end(session.id, this.#random() < 0.9 ? "COMPLETED" : "TIMED_OUT", now);
  }

  #add(session: FleetSession): void {
    this.#live.set(session.id, session);
    this.#json.set(session.id, JSON.stringify(toWire(session)));
  }

  #invent(startedAt: number): FleetSession {
    return {
      id: this.#inventId(),
      status: "PENDING",
      keepAlive: this.#random() < 0.5,
      region: this.#pick(REGIONS),
      startedAt,
      expiresAt: startedAt + HOUR_MS,
      userMetadata: { owner: this.#pick(OWNERS), task: this.#pick(TASKS), attempt: Math.floor(this.#random() * 9) },
    };
  }

  #inventId(): string {
    const hex = Array.from({ length: 32 }, () => Math.floor(this.#random() * 16).toString(16)).join("");
    return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20)].join(
      "-",
    );
  }

  #pick<Item>(items: readonly [Item, ...Item[]] | readonly Item[]): Item {
    const item = items[Math.floor(this.#random() * items.length)];
    if (item === undefined) throw new Error("there is nothing to pick from");
    return item;
  }
}

/** As Browserbase sends a session, but for the links and keys that only a retrieve holds. */
export function toWire(session: FleetSession): Record<string, unknown> {
  const { startedAt, expiresAt, endedAt, isWatched: _, ...rest } = session;
  return {
    ...rest,
    projectId: PROJECT_ID,
    createdAt: toInstant(startedAt),
    updatedAt: toInstant(endedAt ?? startedAt),
    startedAt: toInstant(startedAt),
    expiresAt: toInstant(expiresAt),
    endedAt: endedAt === undefined ? undefined : toInstant(endedAt),
    proxyBytes: 0,
  };
}

function toInstant(epochMs: number): string {
  return new Date(epochMs).toISOString();
}
