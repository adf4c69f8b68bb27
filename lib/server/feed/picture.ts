import { ENDED_VISIBLE_MS, NO_OWN_FACTS, type OwnFacts, type Snapshot, type UpstreamFailure } from "@/lib/api/snapshot";
import { type ClockOffset, type ClockSample, narrowClockOffset } from "@/lib/domain/clock-offset";
import type { Notice } from "@/lib/domain/notice";
import type { ProjectFacts } from "@/lib/domain/project";
import type { ReleaseSummary } from "@/lib/domain/release";
import { isLive, type Session } from "@/lib/domain/session";
import { isAppError } from "@/lib/server/errors";
import type { SharedUpdate } from "./feed-share";
import { NoteBook } from "./note-book";
import {
  type ListOf,
  type MissingSession,
  missingSessions,
  type SessionBook,
  withFailedLookUp,
  withLiveList,
  withLongMissedEnded,
  without,
  withoutLongEnded,
  withSession,
  withShared,
} from "./session-book";

/** Something is about to happen to a session that has no more time left than this. */
const EXPIRY_NEAR_MS = 10_000;
const FORGET_NOTES_EVERY_MS = 60_000;

/**
 * What is known of upstream. It is told of every answer, and tells what to show: the same sessions as the same objects,
 * so that a change can be seen without comparing what is in them. Instants are kept on `now`'s clock, and leave on
 * upstream's; those of sessions are upstream's anyway.
 */
export class Picture {
  readonly #now: () => number;
  readonly #bornAt: number;
  readonly notes = new NoteBook();
  #book: SessionBook = new Map();
  #outdated: ReadonlySet<string> = new Set();
  #isDoubtful = false;
  #offset: ClockOffset | undefined;
  #asOf: number | undefined;
  #failure: UpstreamFailure | undefined;
  #forgotNotesAt = Number.NEGATIVE_INFINITY;
  project: ProjectFacts | null = null;
  own: OwnFacts = NO_OWN_FACTS;
  releases: readonly ReleaseSummary[] = [];
  notices: readonly Notice[] = [];

  constructor(now: () => number) {
    this.#now = now;
    this.#bornAt = now();
  }

  /** Upstream is well, and this is what lives there. */
  takeList(list: ListOf): void {
    this.#failure = undefined;
    this.#isDoubtful = !this.#isDoubtful && this.#lacksMostOfOutdated(list);
    if (this.#isDoubtful) {
      this.#book = withLiveList(this.#book, { ...list, statuses: [] }, this.upstreamNow());
      return;
    }
    this.#book = withLiveList(without(this.#book, this.#outdated), list, this.upstreamNow());
    this.#outdated = new Set();
    this.#book = withLongMissedEnded(this.#book, this.#now());
    this.#asOf = this.#now();
    this.#forgetNotes();
  }

  /** Since upstream last answered with a list. */
  get ageMs(): number {
    return this.#asOf === undefined ? Number.POSITIVE_INFINITY : this.#now() - this.#asOf;
  }

  /** After the last list, which is not believed until another one says the same. */
  get isDoubtful(): boolean {
    return this.#isDoubtful;
  }

  /** The picture stays, with since when and why it is stale. */
  takeFailure(error: unknown): void {
    const known = isAppError(error) ? error : undefined;
    this.#failure = {
      since: this.#failure?.since ?? this.#now(),
      code: known?.code ?? "internal",
      message: known?.message ?? "Something failed inside Keepwatch. Its log says what.",
    };
  }

  /** @param askedAt on our clock; left out when nobody knows */
  takeSession(session: Session, askedAt?: number): void {
    this.#book = withSession(this.#book, session, { now: this.#now(), askedAt });
  }

  takeFailedLookUp(id: string): void {
    this.#book = withFailedLookUp(this.#book, id);
  }

  takeTime(samples: readonly ClockSample[]): void {
    this.#offset = samples.reduce<ClockOffset | undefined>(narrowClockOffset, this.#offset);
  }

  /** Nobody looked for so long that how sessions ended meanwhile is no news: the next list replaces these. */
  outdate(): void {
    this.#outdated = new Set(this.#book.keys());
    this.#isDoubtful = false;
  }

  /** What another server saw, all of it. Of what is told for the first time, and is long ago, no end is news either. */
  takeShared(sessions: ReadonlyMap<string, Session>, { facts, clockSample, ageMs, isWhole }: SharedUpdate): void {
    this.takeTime([clockSample]);
    this.#isDoubtful = false;
    const now = this.#now();
    this.#book = withShared(this.#book, sessions, { now, writtenAt: now - ageMs });
    this.#asOf = facts.asOf === null ? undefined : this.#toOwnTime(facts.asOf);
    if (this.ageMs <= ENDED_VISIBLE_MS) this.#outdated = new Set();
    else if (isWhole) this.outdate();
    this.#failure = facts.failure ? { ...facts.failure, since: this.#toOwnTime(facts.failure.since) } : undefined;
    this.project = facts.project;
    const { defaultTimeoutSeconds, ownerKey, usdPerHour } = facts;
    this.own = { defaultTimeoutSeconds, ownerKey, usdPerHour };
    this.#forgetNotes();
  }

  /** Those that live, each with what is noted of it. */
  *liveSessions(): Iterable<Session> {
    for (const { session } of this.#book.values()) if (isLive(session)) yield this.notes.applyTo(session);
  }

  find(id: string): Session | undefined {
    const entry = this.#book.get(id);
    return entry && this.notes.applyTo(entry.session);
  }

  missing(): MissingSession[] {
    return missingSessions(this.#book);
  }

  /** Whether something is likely to happen any moment. */
  get isExpectingChange(): boolean {
    const soon = this.upstreamNow() + EXPIRY_NEAR_MS;
    const isNearEnd = ({ status, expiresAt }: Session) =>
      status === "PENDING" || (status === "RUNNING" && expiresAt <= soon);
    if (this.notes.isReleasing) return true;
    for (const { session } of this.#book.values()) if (isNearEnd(session)) return true;
    return false;
  }

  upstreamNow(): number {
    return this.#toUpstreamTime(this.#now());
  }

  toSnapshot(): Snapshot {
    this.#book = withoutLongEnded(this.#book, this.#now());
    const failure = this.#failure ?? this.#missingFirstAnswer();
    return {
      now: this.upstreamNow(),
      asOf: this.#asOf === undefined ? null : this.#toUpstreamTime(this.#asOf),
      sessions: [...this.#book.values()].map(({ session }) => this.notes.applyTo(session)),
      failure: failure ? { ...failure, since: this.#toUpstreamTime(failure.since) } : null,
      project: this.project,
      ...this.own,
      releases: this.releases,
      notices: this.notices,
    };
  }

  /** Nothing will be looked up of what is replaced, so that one list with hardly anything in it is no reason to. */
  #lacksMostOfOutdated({ statuses, sessions, unreadableIds }: ListOf): boolean {
    const now = this.upstreamNow();
    const mayLive = [...this.#outdated].filter((id) => {
      const session = this.#book.get(id)?.session;
      return session !== undefined && statuses.includes(session.status) && session.expiresAt > now;
    });
    return 2 * (sessions.length + unreadableIds.length) < mayLive.length;
  }

  #forgetNotes(): void {
    if (this.#now() - this.#forgotNotesAt < FORGET_NOTES_EVERY_MS) return;
    this.#forgotNotesAt = this.#now();
    this.notes.keepOnly(this.#book);
  }

  #missingFirstAnswer(): UpstreamFailure | undefined {
    if (this.#asOf !== undefined) return undefined;
    return { since: this.#bornAt, code: "upstream_unavailable", message: "Upstream has not answered yet." };
  }

  #toOwnTime(instant: number): number {
    return instant - (this.#offset?.value ?? 0);
  }

  #toUpstreamTime(instant: number): number {
    return Math.round(instant + (this.#offset?.value ?? 0));
  }
}
