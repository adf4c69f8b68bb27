import type { QueryClient, QueryKey } from "@tanstack/react-query";
import { applyFeedEvent } from "@/lib/api/apply-feed-event";
import type { FeedEvent } from "@/lib/api/feed";
import type { Snapshot } from "@/lib/api/snapshot";
import type { Session } from "@/lib/domain/session";
import { type OwnAct, pendingActs, withOwnActs } from "./own-acts";
import { shareSessions } from "./share-sessions";

type Options = {
  queryClient: QueryClient;
  queryKey: QueryKey;
  /** Runs it before the next frame, or later when nothing is drawn. */
  schedule: (write: () => void) => void;
  monotonicNow: () => number;
  /** The latest that upstream's clock may say now. */
  latestUpstreamTime: () => number;
};

/**
 * What the page shows, made of what the feed told, of answers to requests for the whole picture, and of answers to the
 * person's own acts. The feed's part is kept apart, since its next event continues it and nothing else.
 */
export class LivePicture {
  #options: Options;
  #told: { id: string; snapshot: Snapshot } | undefined;
  /** On our monotonic clock. */
  #toldAt = Number.NEGATIVE_INFINITY;
  /** The newest picture without the person's own acts, from whichever source. */
  #latest: Snapshot | undefined;
  #acts: readonly OwnAct[] = [];
  #isScheduled = false;

  constructor(options: Options) {
    this.#options = options;
  }

  /** Where the feed stands. */
  get told(): { id: string; snapshot: Snapshot } | undefined {
    return this.#told;
  }

  /** The feed's next event. The page shows it with all others that come before its next frame. */
  tell(id: string, event: FeedEvent): void {
    const snapshot = applyFeedEvent(this.#told?.snapshot, event);
    if (!snapshot) return;
    this.#told = { id, snapshot: shareSessions(this.#told?.snapshot ?? this.#shown(), snapshot) };
    this.#toldAt = this.#options.monotonicNow();
    this.#latest = this.#told.snapshot;
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    this.#options.schedule(() => {
      this.#isScheduled = false;
      this.#write();
    });
  }

  /**
   * An answer to a request for the whole picture, which may be older than what the feed told since the request was sent.
   * Returns what is to be shown then.
   */
  takeAnswer(answer: Snapshot, sentAt: number): Snapshot {
    const overtaking = this.#toldAt > sentAt ? this.#latest : undefined;
    this.#latest = overtaking ?? shareSessions(this.#shown(), answer);
    return this.#withPendingActs(this.#latest);
  }

  /** An answer to an act of the person's own: it is shown at once, and no picture that is older paints over it. */
  takeAct(session: Session): void {
    this.takeActs([session]);
  }

  /** The same of an act on many. */
  takeActs(sessions: readonly Session[]): void {
    const times = { answeredBefore: this.#options.latestUpstreamTime(), learnedAt: this.#options.monotonicNow() };
    const ids = new Set(sessions.map(({ id }) => id));
    const others = this.#acts.filter(({ session }) => !ids.has(session.id));
    this.#acts = [...others, ...sessions.map((session) => ({ session, ...times }))];
    this.#latest ??= this.#shown();
    this.#write();
  }

  #write(): void {
    const { queryClient, queryKey } = this.#options;
    if (this.#latest) queryClient.setQueryData(queryKey, this.#withPendingActs(this.#latest));
  }

  #withPendingActs(snapshot: Snapshot): Snapshot {
    this.#acts = pendingActs(this.#acts, snapshot, this.#options.monotonicNow());
    return withOwnActs(snapshot, this.#acts);
  }

  #shown(): Snapshot | undefined {
    return this.#options.queryClient.getQueryData<Snapshot>(this.#options.queryKey);
  }
}
