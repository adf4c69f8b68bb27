import { ENDED_VISIBLE_MS, type Snapshot, type UpstreamFailure } from "@/lib/api/snapshot";
import { type ClockOffset, type ClockSample, narrowClockOffset } from "@/lib/domain/clock-offset";
import type { ProjectFacts } from "@/lib/domain/project";
import { isLive, type Session } from "@/lib/domain/session";
import { AppError, isAppError } from "@/lib/server/errors";
import type { Upstream } from "@/lib/server/upstream/upstream";
import { type LookUp, lookUpMissing } from "./look-up-missing";
import { nextAskDelayMs } from "./next-ask-delay";
import { ProjectCache } from "./project-cache";
import {
  missingSessions,
  type SessionBook,
  withFailedLookUp,
  withLiveList,
  without,
  withoutEndedBefore,
  withSession,
} from "./session-book";

/** How long a page waits for upstream before it is shown what is known. */
const READ_PATIENCE_MS = 2_000;
/** A release that has not come true by then may be asked for again. */
const RELEASING_MS = 30_000;

/** All of a snapshot that upstream knows. */
export type UpstreamPicture = Omit<Snapshot, "defaultTimeoutSeconds">;

type Options = {
  upstream: Pick<Upstream, "listLive" | "retrieveSession" | "retrieveProject">;
  /** Epoch milliseconds; all instants kept here are on this clock, and leave on upstream's. */
  now: () => number;
  wait: (ms: number) => Promise<void>;
  /** Each time that the project's facts were asked for anew. */
  onProject: (facts: ProjectFacts) => void;
  onFailure: (error: unknown) => void;
};

/**
 * The one picture of upstream that all viewers share. Upstream is asked when somebody reads and the last answer is a
 * second old, by one request at a time. A failure keeps the last good picture, and spaces the requests out until one
 * succeeds. Nobody reading, nobody asks: there is nothing to start or stop.
 */
export class SnapshotSource {
  #options: Options;
  #project: ProjectCache;
  #book: SessionBook = new Map();
  /** When a release was asked for, by session. */
  #releasingSince = new Map<string, number>();
  #offset: ClockOffset | undefined;
  #asOf: number | undefined;
  #failure: UpstreamFailure | undefined;
  #failuresInRow = 0;
  #lastReadAt = Number.NEGATIVE_INFINITY;
  #asking: Promise<void> | undefined;
  #nextAskAt = Number.NEGATIVE_INFINITY;
  /** Something changed since the request on its way was sent, so its answer will be old news. */
  #isExpired = false;

  constructor(options: Options) {
    this.#options = options;
    this.#project = new ProjectCache({
      ...options,
      onAnswer: ({ value, clockSamples }) => {
        this.#learnTime(clockSamples);
        options.onProject(value);
      },
    });
  }

  /** Waits for upstream a little while when the picture is due, and answers with what is known then. Never rejects. */
  async read(): Promise<UpstreamPicture> {
    await Promise.race([this.#refresh(), this.#options.wait(READ_PATIENCE_MS)]);
    return this.#picture();
  }

  /** A release of the session is on its way; the flag goes when it has ended, is cleared, or proves to be in vain. */
  markReleasing(id: string): void {
    this.#releasingSince.set(id, this.#options.now());
  }

  clearReleasing(id: string): void {
    this.#releasingSince.delete(id);
  }

  /** What upstream answered to a request of our own. It is up, then, and the next read asks it again. */
  learn(session: Session): Session {
    this.#book = withSession(this.#book, session, this.#options.now());
    this.#isExpired = true;
    this.#nextAskAt = Number.NEGATIVE_INFINITY;
    // An answer that was on its way when the session ended does not bring it back.
    return this.find(session.id) ?? this.#withReleasing(session);
  }

  /** The last known state of a session, if it is live or ended lately. */
  find(id: string): Session | undefined {
    const entry = this.#book.get(id);
    return entry && this.#withReleasing(entry.session);
  }

  /** The next read asks upstream again, unless upstream is failing and has to be left alone. */
  expire(): void {
    this.#isExpired = true;
    if (this.#failuresInRow === 0) this.#nextAskAt = Number.NEGATIVE_INFINITY;
  }

  /** As `expire`, and the project's facts too. */
  expireProject(): void {
    this.#project.expire();
    this.expire();
  }

  /** Now, on upstream's clock. */
  upstreamNow(): number {
    return this.#toUpstreamTime(this.#options.now());
  }

  async #refresh(): Promise<void> {
    const now = this.#options.now();
    const isAbandoned = now - this.#lastReadAt > ENDED_VISIBLE_MS;
    this.#lastReadAt = now;
    if (now >= this.#nextAskAt) {
      this.#asking ??= this.#ask(isAbandoned).finally(() => {
        this.#asking = undefined;
      });
    }
    // An upstream that fails is asked for its list only.
    const project = this.#failuresInRow === 0 ? this.#project.refresh() : undefined;
    await Promise.all([this.#asking, project]);
  }

  /** @param isAbandoned nobody looked for so long that how sessions ended meanwhile is no news */
  async #ask(isAbandoned: boolean): Promise<void> {
    const forgotten = new Set(isAbandoned ? this.#book.keys() : []);
    this.#isExpired = false;
    try {
      const { value, clockSamples } = await this.#options.upstream.listLive();
      this.#learnTime(clockSamples);
      this.#book = withLiveList(without(this.#book, forgotten), value, this.upstreamNow());
      this.#asOf = this.#options.now();
      this.#failure = undefined;
      this.#failuresInRow = 0;
      const slowDown = await this.#lookUpMissing();
      this.#nextAskAt = this.#isExpired ? Number.NEGATIVE_INFINITY : this.#options.now() + nextAskDelayMs(0, slowDown);
    } catch (error) {
      this.#fail(error);
    }
  }

  /** Returns how many seconds upstream asked to be left alone for. */
  async #lookUpMissing(): Promise<number | undefined> {
    const lookUps = await lookUpMissing(this.#options.upstream, missingSessions(this.#book));
    for (const { missing, session, error } of lookUps) {
      if (error !== undefined) this.#book = withFailedLookUp(this.#book, missing.session.id);
      if (session) this.#book = withSession(this.#book, session, this.#options.now());
    }
    const failures = lookUps.filter(({ error }) => error !== undefined);
    // Once per session: each of them is looked up again every second.
    for (const failure of failures.filter(({ missing }) => missing.failedLookUps === 0)) {
      this.#options.onFailure(toLookUpError(failure));
    }
    const waits = failures.flatMap(({ error }) => (isAppError(error) ? [error.retryAfterSeconds ?? 0] : []));
    return waits.length > 0 ? Math.max(...waits) : undefined;
  }

  #fail(error: unknown): void {
    this.#options.onFailure(error);
    const known = isAppError(error) ? error : undefined;
    this.#failuresInRow += 1;
    this.#nextAskAt = this.#options.now() + nextAskDelayMs(this.#failuresInRow, known?.retryAfterSeconds);
    this.#failure = {
      since: this.#failure?.since ?? this.#options.now(),
      code: known?.code ?? "internal",
      message: known?.message ?? "Something failed inside Keepwatch. Its log says what.",
    };
  }

  #picture(): UpstreamPicture {
    this.#book = withoutEndedBefore(this.#book, this.#options.now() - ENDED_VISIBLE_MS);
    const failure = this.#failure ?? this.#missingFirstAnswer();
    return {
      now: this.upstreamNow(),
      asOf: this.#asOf === undefined ? null : this.#toUpstreamTime(this.#asOf),
      sessions: [...this.#book.values()].map(({ session }) => this.#withReleasing(session)),
      failure: failure ? { ...failure, since: this.#toUpstreamTime(failure.since) } : null,
      project: this.#project.facts,
    };
  }

  #missingFirstAnswer(): UpstreamFailure | undefined {
    if (this.#asOf !== undefined) return undefined;
    return { since: this.#options.now(), code: "upstream_unavailable", message: "Upstream has not answered yet." };
  }

  #withReleasing(session: Session): Session {
    const since = this.#releasingSince.get(session.id);
    const isReleasing = since !== undefined && isLive(session) && this.#options.now() - since < RELEASING_MS;
    if (!isReleasing) this.#releasingSince.delete(session.id);
    return { ...session, releasing: isReleasing };
  }

  #learnTime(samples: readonly ClockSample[]): void {
    this.#offset = samples.reduce<ClockOffset | undefined>(narrowClockOffset, this.#offset);
  }

  #toUpstreamTime(instant: number): number {
    return Math.round(instant + (this.#offset?.value ?? 0));
  }
}

function toLookUpError({ missing, error }: LookUp): AppError {
  const code = isAppError(error) ? error.code : "internal";
  const message = `Session ${missing.session.id} left the list, and looking up how it ended failed.`;
  return new AppError(code, message, { cause: error });
}
