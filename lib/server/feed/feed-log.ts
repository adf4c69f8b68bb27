import type { FeedDelta, FeedEvent } from "@/lib/api/feed";
import { EMPTY_SNAPSHOT, type Snapshot } from "@/lib/api/snapshot";
import type { Session } from "@/lib/domain/session";

const KEEP_MS = 5 * 60_000;
const MAX_DELTAS = 1_000;
/** Some 40 bytes each. */
const MAX_IDS = 100_000;

const FACTS = ["failure", "project", "releases", "notices", "defaultTimeoutSeconds", "ownerKey", "usdPerHour"] as const;
type Fact = (typeof FACTS)[number];

/** What changed with a version. How it is now, the picture itself knows. */
type KeptDelta = { version: number; at: number; ids: readonly string[]; facts: readonly Fact[] };

export type NumberedEvent = { id: string } & FeedEvent;

type Options = {
  /** Parts this log's ids from those of every other, before and beside it. */
  epoch: string;
  now: () => number;
};

/**
 * Numbers the pictures that follow each other and tells how each differs from the one before. What changed is kept for
 * some minutes, bounded in number and size, so that whoever was gone for a moment need not be told everything again.
 */
export class FeedLog {
  readonly #options: Options;
  #version = 0;
  #snapshot: Snapshot = EMPTY_SNAPSHOT;
  readonly #byId = new Map<string, Session>();
  #kept: KeptDelta[] = [];
  #keptIds = 0;

  constructor(options: Options) {
    this.#options = options;
  }

  get id(): string {
    return `${this.#options.epoch}.${this.#version}`;
  }

  get snapshot(): Snapshot {
    return this.#snapshot;
  }

  /** Takes the picture as it is now, and gives the event that leads to it from the one before. */
  record(snapshot: Snapshot): NumberedEvent {
    const changed = this.#takeIn(snapshot.sessions);
    const removed = this.#forgetAllBut(snapshot.sessions);
    const facts = FACTS.filter((fact) => !isSame(this.#snapshot[fact], snapshot[fact]));
    this.#snapshot = snapshot;
    const { now, asOf } = snapshot;
    if (changed.length + removed.length + facts.length === 0) return this.#heartbeat(now, asOf);
    this.#version += 1;
    this.#keep([...changed.map(({ id }) => id), ...removed], facts);
    return { id: this.id, event: "delta", data: { now, asOf, changed, removed, ...this.#pick(facts) } };
  }

  /**
   * The one event that leads from the picture with this id to the present one; `undefined` when the id is not of this log
   * or what changed since is not kept any more.
   */
  since(id: string, now: number): NumberedEvent | undefined {
    const version = this.#versionOf(id);
    const first = this.#kept[0]?.version ?? this.#version + 1;
    if (version === undefined || version > this.#version || version < first - 1) return undefined;
    const { asOf } = this.#snapshot;
    if (version === this.#version) return this.#heartbeat(now, asOf);
    const missed = this.#kept.filter((delta) => delta.version > version);
    const changed: FeedDelta["changed"] = [];
    const removed: string[] = [];
    for (const sessionId of new Set(missed.flatMap(({ ids }) => ids))) {
      const session = this.#byId.get(sessionId);
      if (session) changed.push(session);
      else removed.push(sessionId);
    }
    const facts = FACTS.filter((fact) => missed.some((delta) => delta.facts.includes(fact)));
    return { id: this.id, event: "delta", data: { now, asOf, changed, removed, ...this.#pick(facts) } };
  }

  /** Gives those that changed. */
  #takeIn(sessions: readonly Session[]): Session[] {
    const changed: Session[] = [];
    for (const session of sessions) {
      const known = this.#byId.get(session.id);
      if (known === session) continue;
      if (!isSame(known, session)) changed.push(session);
      this.#byId.set(session.id, session);
    }
    return changed;
  }

  /** Gives the ids of those that are forgotten. */
  #forgetAllBut(sessions: readonly Session[]): string[] {
    // All of them were taken in.
    if (this.#byId.size === sessions.length) return [];
    const kept = new Set(sessions.map(({ id }) => id));
    const removed = [...this.#byId.keys()].filter((id) => !kept.has(id));
    for (const id of removed) this.#byId.delete(id);
    return removed;
  }

  #heartbeat(now: number, asOf: number | null): NumberedEvent {
    return { id: this.id, event: "heartbeat", data: { now, asOf } };
  }

  #pick(facts: readonly Fact[]): Partial<Pick<Snapshot, Fact>> {
    return Object.fromEntries(facts.map((fact) => [fact, this.#snapshot[fact]]));
  }

  #keep(ids: readonly string[], facts: readonly Fact[]): void {
    const at = this.#options.now();
    this.#kept.push({ version: this.#version, at, ids, facts });
    this.#keptIds += ids.length;
    while (this.#kept.length > MAX_DELTAS || this.#keptIds > MAX_IDS || (this.#kept[0]?.at ?? at) < at - KEEP_MS) {
      this.#keptIds -= this.#kept.shift()?.ids.length ?? 0;
    }
  }

  #versionOf(id: string): number | undefined {
    const [epoch, version = "", ...rest] = id.split(".");
    return epoch === this.#options.epoch && /^\d{1,15}$/.test(version) && rest.length === 0
      ? Number(version)
      : undefined;
  }
}

/** What is not the same object may still say the same. */
function isSame(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
