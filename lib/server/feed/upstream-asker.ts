import type { OwnFacts } from "@/lib/api/snapshot";
import type { ProjectFacts } from "@/lib/domain/project";
import { AppError, isAppError } from "@/lib/server/errors";
import { LIVE_STATUSES, type LiveStatus, type Upstream } from "@/lib/server/upstream/upstream";
import { type FeedPace, nextAskDelayMs, requestBudgets, type Tempo } from "./feed-pace";
import type { Patience } from "./feed-share";
import { type LookUp, lookUpMissing } from "./look-up-missing";
import type { Picture } from "./picture";
import { ProjectCache } from "./project-cache";
import { TokenBucket } from "./token-bucket";
import { UpstreamHold } from "./upstream-hold";

/** Requests that lists leave for the look after an act of our own, which is to come at once, however much goes on. */
const LEFT_TO_OWN_ACTS = LIVE_STATUSES.length;

export type AskerOptions = {
  upstream: Pick<Upstream, "listLive" | "retrieveSession" | "retrieveProject">;
  pace: FeedPace;
  /** Epoch milliseconds. */
  now: () => number;
  /** From 0 to 1. */
  random: () => number;
  /**
   * Keepwatch's own settings that pages show, read along with the project's facts, and with each list until they are known
   * for the first time. `undefined` when they cannot be read now: the last known ones stay.
   */
  readOwnFacts: () => Promise<OwnFacts | undefined>;
  /** Each time that the project's facts were asked for anew. */
  onProject: (facts: ProjectFacts) => void;
  onFailure: (error: unknown) => void;
};

/** What was seen, and written down so long ago, by this server itself or by another one. */
export type OthersAnswer = { ageMs: number; isOthers: boolean; patience: Patience | undefined };

const UNTROUBLED: Patience = { heldMs: 0, failuresInRow: 0, retryMs: 0 };

type Listeners = {
  /** How often lists are worth asking for. */
  tempo: () => Tempo;
  /** The picture was told of an answer, or of a failure. */
  onAnswer: () => void;
};

/**
 * Asks upstream, and tells the picture. Cadence: a list when `refresh` is called and `nextAskAt` has come, which is the
 * pace's interval after the last answer, give or take a tenth; never two lists at a time. What has left the list is
 * looked up after each one, ten at most at once, and the project now and then. On failure: the picture stays, and the
 * time to the next list doubles up to a minute; the first success ends that. When upstream asks for patience, at
 * whichever request, nothing at all is asked until then. All requests together stay within the pace's budget, of which
 * look-ups take their own part and what lists and logs leave.
 */
export class UpstreamAsker {
  readonly #options: AskerOptions & Listeners;
  readonly #picture: Picture;
  readonly #project: ProjectCache;
  readonly #listBudget: TokenBucket;
  readonly #detailBudget: TokenBucket;
  readonly #logBudget: TokenBucket;
  readonly #hold: UpstreamHold;
  #nextAskAt = Number.NEGATIVE_INFINITY;
  #answeredAt = Number.NEGATIVE_INFINITY;
  #asking: Promise<void> | undefined;
  #detailing: Promise<void> | undefined;
  #failuresInRow = 0;
  #lists = 0;
  /** Something changed since the request on its way was sent, so its answer will be old news. */
  #isExpired = false;
  #ownReadings = 0;
  /** The reading that our own settings are known by; 0 before the first. */
  #ownIsOf = 0;

  constructor(picture: Picture, options: AskerOptions & Listeners) {
    this.#options = options;
    this.#picture = picture;
    const { lists, details, logs } = requestBudgets(options.pace);
    this.#detailBudget = new TokenBucket(details);
    this.#logBudget = new TokenBucket(logs);
    this.#listBudget = new TokenBucket(lists);
    this.#hold = new UpstreamHold(options.now);
    this.#project = new ProjectCache({
      ...options,
      mayAsk: () => this.#hold.ms === 0 && this.#detailBudget.take(1, options.now()),
      onFailure: (error) => {
        this.#hold.hear(error);
        options.onFailure(error);
      },
      onAnswer: ({ value, clockSamples }) => {
        picture.takeTime(clockSamples);
        picture.project = value;
        options.onProject(value);
      },
    });
  }

  /** When the next list is due, on `now`'s clock. */
  get nextAskAt(): number {
    return Math.max(this.#nextAskAt, this.#hold.until);
  }

  get isAsking(): boolean {
    return this.#asking !== undefined;
  }

  /** Something changed since upstream was asked last. */
  get isExpired(): boolean {
    return this.#isExpired;
  }

  /** Upstream failed the last time that it was asked. */
  get isFailing(): boolean {
    return this.#failuresInRow > 0;
  }

  /** Whether one more request may be made that neither lists nor look-ups would need; it is then spent. */
  takeSpare(): boolean {
    if (this.#hold.ms > 0) return false;
    const now = this.#options.now();
    return this.#listBudget.takeSpare(now) || this.#detailBudget.takeSpare(now);
  }

  /** The same to read a log, which is entitled to a few besides. */
  takeForLog(): boolean {
    if (this.#hold.ms > 0) return false;
    return this.takeSpare() || this.#logBudget.take(1, this.#options.now());
  }

  /** For a look-up. Who waits to read a log took the part of the logs when there was any: what is there is left over. */
  #takeForLookUp(): boolean {
    if (this.#hold.ms > 0) return false;
    const now = this.#options.now();
    return this.#detailBudget.take(1, now) || this.#listBudget.takeSpare(now) || this.#logBudget.take(1, now);
  }

  /** How long until `takeForLog` would allow one, if nothing is taken meanwhile. */
  logWaitMs(): number {
    const now = this.#options.now();
    const spareMs = Math.min(this.#listBudget.spareWaitMs(now), this.#detailBudget.spareWaitMs(now));
    return Math.max(this.#hold.ms, Math.min(spareMs, this.#logBudget.waitMs(1, now)));
  }

  /** How upstream took a request that somebody else made with what this allowed. All who share the picture are told. */
  hearOfFailure(error: unknown): void {
    if (this.#hold.hear(error)) this.#options.onAnswer();
  }

  /** Settled when the look-ups are that followed the last list. */
  get details(): Promise<void> {
    return Promise.resolve(this.#detailing);
  }

  /** Asks for the list if it is due, and waits for one that is on its way. Never rejects. */
  async refresh(): Promise<void> {
    if (this.#options.now() >= this.nextAskAt) {
      this.#asking ??= this.#ask().finally(() => {
        this.#asking = undefined;
      });
    }
    await this.#asking;
  }

  /** Upstream answered to a request of our own: it is up, then, and something has changed. It may be busy all the same. */
  hearOfAnswer(): void {
    this.#isExpired = true;
    this.#nextAskAt = Number.NEGATIVE_INFINITY;
  }

  /** The next list is due now, unless upstream is failing and has to be left alone. */
  expire(): void {
    this.#isExpired = true;
    if (this.#failuresInRow === 0) this.#nextAskAt = Number.NEGATIVE_INFINITY;
  }

  /** Somebody looks now, so that the next list may be due sooner than it seemed after the last one. */
  hasten(): void {
    if (this.#failuresInRow > 0) return;
    this.#nextAskAt = Math.min(this.#nextAskAt, this.#answeredAt + this.#options.pace.busyMs);
  }

  async learnOwnFacts(): Promise<void> {
    this.#ownReadings += 1;
    const reading = this.#ownReadings;
    const own = await this.#options.readOwnFacts();
    // One that began later may have been faster.
    if (!own || reading < this.#ownIsOf) return;
    this.#picture.own = own;
    this.#ownIsOf = reading;
  }

  expireProject(): void {
    this.#project.expire();
    this.expire();
  }

  /** What whoever asks in place of this server has to know. */
  get patience(): Patience {
    return {
      heldMs: this.#hold.ms,
      failuresInRow: this.#failuresInRow,
      retryMs: Math.max(0, this.#nextAskAt - this.#options.now()),
    };
  }

  /** What they asked counts as if it were asked here. */
  hearOfOthers({ ageMs, isOthers, patience = UNTROUBLED }: OthersAnswer): void {
    const writtenAt = this.#options.now() - ageMs;
    this.#answeredAt = writtenAt;
    this.#failuresInRow = patience.failuresInRow;
    const nextAskAt = writtenAt + (this.isFailing ? patience.retryMs : this.#delayMs());
    this.#nextAskAt = Math.max(this.#nextAskAt, nextAskAt);
    this.#hold.keep(patience.heldMs - ageMs);
    if (!isOthers) return;
    for (const budget of [this.#listBudget, this.#detailBudget, this.#logBudget]) budget.drain(writtenAt);
  }

  async #ask(): Promise<void> {
    const { upstream, now, onAnswer } = this.#options;
    const statuses = this.#statusesToAsk();
    const left = this.#isExpired ? 0 : LEFT_TO_OWN_ACTS;
    if (!this.#listBudget.take(statuses.length, now(), left)) {
      this.#nextAskAt = now() + this.#listBudget.waitMs(statuses.length + left, now());
      return;
    }
    this.#isExpired = false;
    this.#lists += 1;
    const askedAt = now();
    try {
      // Whose sessions are is judged by the owner key, so that no list is shown without it.
      const ownFacts = this.#ownIsOf > 0 ? undefined : this.learnOwnFacts();
      const [{ value, clockSamples }] = await Promise.all([upstream.listLive(statuses), ownFacts]);
      this.#picture.takeTime(clockSamples);
      this.#picture.takeList({ ...value, statuses, askedAt });
      this.#failuresInRow = 0;
      this.#answeredAt = now();
      onAnswer();
      const isDueAgain = this.#isExpired || this.#picture.isDoubtful;
      this.#nextAskAt = isDueAgain ? Number.NEGATIVE_INFINITY : now() + this.#delayMs();
      this.#detailing ??= this.#askDetails().finally(() => {
        this.#detailing = undefined;
      });
    } catch (error) {
      this.#fail(error);
    }
  }

  #statusesToAsk(): readonly LiveStatus[] {
    const isPendingDue = this.#isExpired || this.#lists % this.#options.pace.pendingEvery === 0;
    return isPendingDue ? LIVE_STATUSES : ["RUNNING"];
  }

  async #askDetails(): Promise<void> {
    const asked = await Promise.all([this.#askProject(), this.#lookUpMissing()]);
    if (asked.includes(true)) this.#options.onAnswer();
  }

  async #askProject(): Promise<boolean> {
    if (!(await this.#project.refresh())) return false;
    await this.learnOwnFacts();
    return true;
  }

  async #lookUpMissing(): Promise<boolean> {
    const { upstream, now, onFailure } = this.#options;
    const mayAsk = () => this.#takeForLookUp();
    const lookUps = await lookUpMissing(this.#picture.missing(), { upstream, now, mayAsk });
    for (const { missing, askedAt, session, error } of lookUps) {
      if (error !== undefined || session?.isEndInferred) this.#picture.takeFailedLookUp(missing.session.id);
      if (session) this.#picture.takeSession(session, askedAt);
    }
    const failures = lookUps.filter(({ error }) => error !== undefined);
    // Once per session: each of them is looked up again after the next list.
    for (const failure of failures.filter(({ missing }) => missing.failedLookUps === 0))
      onFailure(toLookUpError(failure));
    for (const { error } of failures) this.#hold.hear(error);
    return lookUps.length > 0;
  }

  #fail(error: unknown): void {
    this.#options.onFailure(error);
    this.#failuresInRow += 1;
    this.#hold.hear(error, 0);
    this.#nextAskAt = this.#options.now() + this.#delayMs();
    this.#picture.takeFailure(error);
    this.#options.onAnswer();
  }

  #delayMs(): number {
    const { pace, tempo, random } = this.#options;
    const failuresInRow = this.#failuresInRow;
    return nextAskDelayMs(pace, { failuresInRow, tempo: tempo(), random: random() });
  }
}

function toLookUpError({ missing, error }: LookUp): AppError {
  const code = isAppError(error) ? error.code : "internal";
  const message = `Session ${missing.session.id} left the list, and looking up how it ended failed.`;
  return new AppError(code, message, { cause: error });
}
