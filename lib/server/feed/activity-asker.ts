import type { Activity } from "@/lib/domain/activity";
import { isLive, type Session } from "@/lib/domain/session";
import { isAppError } from "@/lib/server/errors";
import type { LogFacts } from "@/lib/server/upstream/log-spells";
import type { Upstream } from "@/lib/server/upstream/upstream";
import { checkUrgency, mostUrgent } from "./activity-order";
import { afterFailure, type CheckFailure } from "./check-failure";
import { type FeedPace, LOGS_PER_PAGE } from "./feed-pace";
import type { Picture } from "./picture";
import type { Schedule } from "./schedule";

/** What one reading of a session's CDP log gave. */
export type ActivityCheck = { id: string; activity: Activity; log: LogFacts };

export type ActivityOptions = {
  upstream: Pick<Upstream, "lastActivity" | "readPage">;
  pace: Pick<FeedPace, "logEveryMs">;
  /** Epoch milliseconds. */
  now: () => number;
  schedule: Schedule;
  onFailure: (error: unknown) => void;
};

type Surroundings = {
  /** What lists and look-ups leave of the requests, and for a log a few besides. */
  budget: { takeSpare(): boolean; takeForLog(): boolean; logWaitMs(): number; hearOfFailure(error: unknown): void };
  /** The notes of a session changed, by a reading of its log or without one. */
  onActivity: (id: string, check: ActivityCheck | undefined) => void;
};

/** What is remembered of one session's readings while it lives. */
type Readings = {
  count: number;
  isPageDue: boolean;
  failure?: CheckFailure;
  /** The newest entry of its log, when that was read last, and when its page was. */
  lastAt?: number | null;
  pageAsOf?: number | null;
};

/**
 * Reads the CDP logs of sessions that are kept alive, to know which of them nobody uses. Cadence: one after the other, the
 * most urgent first (`activity-order.ts`), as fast as the requests allow that lists and look-ups leave; of one session
 * not more often than the pace says. On failure: what is known stays, and that session is left alone for a while, the
 * longer the more often it failed, or all of them when upstream asks for it. Goes on from one `go` to the next `rest`.
 */
export class ActivityAsker {
  readonly #options: ActivityOptions & Surroundings;
  readonly #picture: Picture;
  readonly #readings = new Map<string, Readings>();
  #isOn = false;
  #isAsking = false;
  #cancelStep: (() => void) | undefined;
  /** Upstream asked to slow down when a log was read: logs are what matters least. */
  #pausedUntil = Number.NEGATIVE_INFINITY;

  constructor(picture: Picture, options: ActivityOptions & Surroundings) {
    this.#picture = picture;
    this.#options = options;
  }

  /** Goes on, or looks whether there is something new to do. */
  go(): void {
    this.#isOn = true;
    this.#step();
  }

  /** A reading that is on its way still counts. */
  rest(): void {
    this.#isOn = false;
    this.#cancelStep?.();
    this.#cancelStep = undefined;
  }

  #step(): void {
    const { now, schedule, budget } = this.#options;
    this.#cancelStep?.();
    this.#cancelStep = undefined;
    if (!this.#isOn || this.#isAsking || now() < this.#pausedUntil) return;
    const session = this.#mostUrgent();
    const isUnknown = session !== undefined && (session.activity?.checkedAt ?? null) === null;
    const withPageDue = isUnknown ? undefined : this.#withPageDue();
    if (withPageDue && budget.takeSpare()) this.#ask(this.#readPage(withPageDue));
    else if (session && budget.takeForLog()) this.#ask(this.#readLog(session));
    else if (session || withPageDue) this.#cancelStep = schedule(Math.max(1, budget.logWaitMs()), () => this.#step());
  }

  #ask(asking: Promise<void>): void {
    this.#isAsking = true;
    void asking.finally(() => {
      this.#isAsking = false;
      this.#step();
    });
  }

  #mostUrgent(): Session | undefined {
    const now = this.#picture.upstreamNow();
    return mostUrgent(this.#picture.liveSessions(), (candidate) =>
      this.#isLeftAlone(candidate) ? 0 : checkUrgency(candidate, now, this.#options.pace.logEveryMs),
    );
  }

  #withPageDue(): string | undefined {
    for (const [id, { isPageDue }] of this.#readings) {
      const session = this.#picture.find(id);
      if (!session || !isLive(session)) this.#readings.delete(id);
      else if (isPageDue) return id;
    }
    return undefined;
  }

  #isLeftAlone({ id }: Session): boolean {
    const retryAt = this.#readings.get(id)?.failure?.retryAt;
    return retryAt !== undefined && this.#options.now() < retryAt;
  }

  async #readLog({ id }: Session): Promise<void> {
    const readings = this.#readings.get(id) ?? { count: 0, isPageDue: false };
    // From before the question: what is logged while the answer is on its way may be missing from it.
    const checkedAt = this.#picture.upstreamNow();
    try {
      const { value: log } = await this.#options.upstream.lastActivity(id);
      const isPageDue =
        readings.isPageDue || readings.count % LOGS_PER_PAGE === 0 || hasFallenSilent(readings, log.lastAt);
      this.#readings.set(id, {
        ...readings,
        failure: undefined,
        count: readings.count + 1,
        isPageDue,
        lastAt: log.lastAt,
      });
      const activity = this.#note(id, { checkedAt, lastAt: log.lastAt, problem: undefined });
      this.#options.onActivity(id, { id, activity, log });
    } catch (error) {
      this.#fail(id, readings, error);
    }
  }

  async #readPage(id: string): Promise<void> {
    const readings = this.#readings.get(id);
    this.#readings.set(id, { count: 1, ...readings, isPageDue: false, pageAsOf: readings?.lastAt });
    try {
      const { value: page } = await this.#options.upstream.readPage(id);
      this.#note(id, { page: page ?? undefined });
      this.#options.onActivity(id, undefined);
    } catch (error) {
      this.#pauseIfAsked(error);
    }
  }

  #fail(id: string, readings: Readings, error: unknown): void {
    const { now, onFailure, onActivity } = this.#options;
    const failure = afterFailure(readings.failure, error, now());
    this.#readings.set(id, { ...readings, failure });
    this.#pauseIfAsked(error);
    // Once per session, and not that it ended meanwhile.
    if (!readings.failure && !(isAppError(error) && error.code === "not_found")) onFailure(error);
    if (failure.problem === undefined || !this.#picture.find(id)) return;
    this.#note(id, { problem: failure.problem });
    onActivity(id, undefined);
  }

  #pauseIfAsked(error: unknown): void {
    this.#options.budget.hearOfFailure(error);
    if (!isAppError(error) || error.code !== "rate_limited") return;
    this.#pausedUntil = this.#options.now() + (error.retryAfterSeconds ?? 30) * 1_000;
  }

  /** Whoever watches it says so by another way, and that stays. */
  #note(id: string, part: Partial<Activity>): Activity {
    const known = this.#picture.notes.of(id).activity ?? { checkedAt: null, lastAt: null };
    const activity = { ...known, ...part };
    this.#picture.notes.set(id, { activity });
    return activity;
  }
}

/** Nothing happened since the log was read before, and the page was looked at before that: now it is where it stays. */
function hasFallenSilent(readings: Readings, lastAt: number | null): boolean {
  return lastAt !== null && lastAt === readings.lastAt && lastAt !== readings.pageAsOf;
}
