import { isNull, or } from "drizzle-orm";
import { isOpenIntent, type SessionRelease } from "@/lib/domain/release";
import type { DatabaseConnection } from "@/lib/server/db/database";
import { release } from "@/lib/server/db/schema";
import type { LiveFeed } from "@/lib/server/feed/live-feed";
import type { Schedule } from "@/lib/server/feed/schedule";
import { DatabaseClock } from "./database-clock";
import {
  type ChangedIntent,
  isSettledLately,
  readChangedIntents,
  readVersions,
  SETTLED_SHOWN_MS,
} from "./read-changed-intents";
import { readSummaries } from "./read-summaries";
import { VersionCursor } from "./version-cursor";

/** What other servers did is shown this soon. The embedded database has no other server. */
const FOLLOW_MS = 1_000;
/** How often it is looked at what was shown for long enough. */
const SWEEP_MS = 30_000;
/** What a worker does again and again is told together. */
const SOON_MS = 100;
/** While a worker is at it the sessions of its releases are counted no more often than this. */
const SUMMARIES_EVERY_MS = 1_000;
/** Those that are over give way first: what goes on can be undone by what pages know of it. */
const MAX_SUMMARIES = 100;

type Options = {
  database: DatabaseConnection;
  feed: LiveFeed;
  /** Monotonic, epoch ms. */
  now: () => number;
  schedule: Schedule;
  onFailure: (error: unknown) => void;
};

type Told = ChangedIntent & { toldAt: number };

/**
 * Tells the feed how releases stand, as the database has it, whoever wrote it: this server, one that shares the database,
 * or one that was killed. Cadence: when told that something was written here, together with what follows within a tenth
 * of a second; every second for what other servers wrote. How releases stand as a whole is told at once after somebody's
 * act, else once a second. On failure: log, and try at the next turn. Stops when told.
 */
export class ReleaseBoard {
  readonly clock: DatabaseClock;
  readonly #options: Options;
  readonly #cursor: VersionCursor;
  /** The last intent of each session that pages are told of. */
  readonly #told = new Map<string, Told>();
  readonly #listeners = new Set<() => void>();
  #telling: Promise<void> | undefined;
  #next: Promise<void> | undefined;
  #cancelSoon: (() => void) | undefined;
  #cancelTurn: (() => void) | undefined;
  #cancelSummaries: (() => void) | undefined;
  /** Something has changed since they were told, and when that was. */
  #areSummariesOld = true;
  #summedAt = Number.NEGATIVE_INFINITY;
  /** Somebody waits to see them. */
  #isWaitedFor = false;
  #sweptAt = Number.NEGATIVE_INFINITY;
  #isStopped = false;

  constructor(options: Options) {
    this.#options = options;
    this.clock = new DatabaseClock(() => options.feed.upstreamNow());
    this.#cursor = new VersionCursor(options.database.kind === "postgres");
  }

  /** Tells what an earlier server left, and follows what is written from now on. */
  async start(): Promise<void> {
    await this.tell();
    this.#armTurn();
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#cancelTurn?.();
    this.#cancelSoon?.();
    this.#cancelSummaries?.();
    await this.#next;
    await this.#telling;
  }

  /** No version up to this one is still to come: whoever reads afterwards sees all of them. */
  get readUpTo(): number {
    return this.#cursor.after(this.#options.now());
  }

  /** Settled when the feed knows all that was written before this was called. Never rejects. */
  tell(): Promise<void> {
    this.#isWaitedFor = true;
    return this.#look();
  }

  #look(): Promise<void> {
    this.#next ??= Promise.resolve(this.#telling).then(() => {
      this.#next = undefined;
      this.#telling = this.#tell();
      return this.#telling;
    });
    return this.#next;
  }

  tellSoon(): void {
    if (this.#isStopped) return;
    this.#cancelSoon ??= this.#options.schedule(SOON_MS, () => {
      this.#cancelSoon = undefined;
      void this.#look();
    });
  }

  /** Those that are to happen yet, by the session. */
  openIntent(sessionId: string): ChangedIntent | undefined {
    const told = this.#told.get(sessionId);
    return told && isOpenIntent(told.state) ? told : undefined;
  }

  *openIntents(): Iterable<ChangedIntent> {
    for (const told of this.#told.values()) if (isOpenIntent(told.state)) yield told;
  }

  /** Hears each time that something has changed. */
  onTold(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async #tell(): Promise<void> {
    const { database, now, onFailure } = this.#options;
    const isWaitedFor = this.#isWaitedFor;
    this.#isWaitedFor = false;
    try {
      const read = await readVersions(database, this.#cursor.after(now()));
      const unseen = read.filter(({ sessionId, version }) => (this.#told.get(sessionId)?.version ?? 0) < version);
      const changed = await readChangedIntents(
        database,
        this.clock,
        unseen.map(({ id }) => id),
      );
      this.#cursor.saw(read.at(-1)?.version ?? 0, now());
      const isSweepDue = now() - this.#sweptAt >= SWEEP_MS;
      if (changed.length > 0 || isSweepDue) {
        this.#note(changed);
        this.#areSummariesOld = true;
      }
      // First, since what follows can fail, and these changes are not read again.
      if (changed.length > 0) for (const listener of this.#listeners) listener();
      if (!this.#areSummariesOld) return;
      if (isWaitedFor || now() - this.#summedAt >= SUMMARIES_EVERY_MS) await this.#tellSummaries();
      else this.#armSummaries();
    } catch (error) {
      onFailure(error);
    }
  }

  #note(changed: readonly ChangedIntent[]): void {
    const { feed, now } = this.#options;
    const notes = new Map<string, { release: SessionRelease | undefined }>();
    for (const [sessionId, told] of this.#told) {
      if (isOpenIntent(told.state) || now() - told.toldAt < SETTLED_SHOWN_MS) continue;
      this.#told.delete(sessionId);
      notes.set(sessionId, { release: undefined });
    }
    for (const intent of changed) {
      this.#told.set(intent.sessionId, { ...intent, toldAt: now() });
      notes.set(intent.sessionId, { release: intent.note });
    }
    this.#sweptAt = now();
    if (notes.size > 0) feed.note(notes);
  }

  async #tellSummaries(): Promise<void> {
    const { database, feed, now } = this.#options;
    const isShown = or(isNull(release.settledAt), isSettledLately(release.settledAt));
    this.#summedAt = now();
    feed.tellReleases(await readSummaries(database, this.clock, isShown, { limit: MAX_SUMMARIES, openFirst: true }));
    this.#areSummariesOld = false;
  }

  #armSummaries(): void {
    if (this.#isStopped) return;
    this.#cancelSummaries ??= this.#options.schedule(SUMMARIES_EVERY_MS, () => {
      this.#cancelSummaries = undefined;
      void this.#look();
    });
  }

  #armTurn(): void {
    if (this.#isStopped) return;
    const { database, schedule } = this.#options;
    const everyMs = database.kind === "postgres" ? FOLLOW_MS : SWEEP_MS;
    this.#cancelTurn = schedule(everyMs, () => void this.#look().then(() => this.#armTurn()));
  }
}
