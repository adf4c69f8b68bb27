import { ENDED_VISIBLE_MS, type Snapshot } from "@/lib/api/snapshot";
import type { Notice } from "@/lib/domain/notice";
import type { ReleaseSummary } from "@/lib/domain/release";
import type { Session, SessionNotes } from "@/lib/domain/session";
import { ActivityAsker, type ActivityCheck, type ActivityOptions } from "./activity-asker";
import { Attendants, type AttendPace } from "./attendants";
import { FeedHub, type WatchOptions } from "./feed-hub";
import type { Tempo } from "./feed-pace";
import type { FeedShare } from "./feed-share";
import { Picture } from "./picture";
import type { Schedule } from "./schedule";
import { shareInTime } from "./share-in-time";
import { SharedPicture } from "./shared-picture";
import { type AskerOptions, type OthersAnswer, UpstreamAsker } from "./upstream-asker";
import type { Viewer } from "./viewer";

/** How long a page waits for upstream before it is shown what is known. */
const READ_PATIENCE_MS = 2_000;
/** While somebody watches upstream is asked more often than that, unless it hangs; then waiting for it helps nobody. */
const RECENT_MS = 30_000;
/** After a change more are likely, and whoever just came wants to see what they do. */
const BUSY_MS = 30_000;
/** How often servers that share a database look at what the others do, while somebody watches here. */
const SYNC_MS = 1_000;

type Options = AskerOptions &
  ActivityOptions & {
    /** Random, and new for each process: parts the ids of its events from those of every other. */
    epoch: string;
    wait: (ms: number) => Promise<void>;
    schedule: Schedule;
    /** Left out when no other server can be there. */
    share?: FeedShare;
  };

/**
 * The one live picture of upstream that all viewers share. While somebody watches, upstream is asked again and again, at
 * the pace that `UpstreamAsker` keeps, and each change goes to all viewers. While nobody does, upstream is asked when
 * somebody reads and the last answer has become old. Nobody watching and nobody reading, nobody asks.
 */
export class LiveFeed {
  readonly #options: Options;
  readonly #picture: Picture;
  readonly #asker: UpstreamAsker;
  readonly #activity: ActivityAsker;
  readonly #hub: FeedHub;
  readonly #shared: SharedPicture | undefined;
  readonly #attendants = new Attendants();
  readonly #checkListeners = new Set<(check: ActivityCheck) => void>();
  readonly #listeners = new Set<(snapshot: Snapshot) => void>();
  #cancelTick: (() => void) | undefined;
  /** As far as is known now, which may be later than now. */
  #lookedUntil = Number.NEGATIVE_INFINITY;
  #busyUntil = Number.NEGATIVE_INFINITY;
  /** Whether it is this server that asks upstream. */
  #isOurs = true;
  #isStopped = false;

  constructor(options: Options) {
    this.#options = options;
    const picture = new Picture(options.now);
    this.#picture = picture;
    this.#asker = new UpstreamAsker(picture, {
      ...options,
      tempo: () => this.#tempo,
      onAnswer: () => this.#publish({ isNews: true }),
    });
    this.#activity = new ActivityAsker(picture, {
      ...options,
      budget: this.#asker,
      onActivity: (_, check) => {
        if (check) for (const listener of this.#checkListeners) listener(check);
        this.#publish({ isNews: false });
      },
    });
    this.#hub = new FeedHub({
      ...options,
      upstreamNow: () => picture.upstreamNow(),
      onSilence: () => this.#publish({ isNews: true }),
    });
    this.#shared = options.share && new SharedPicture({ ...this.#sharing(options.share), picture });
  }

  /**
   * Waits for upstream a little while when the picture is due, and answers with what is known then. What others are
   * watching is due only after an act of our own. Never rejects.
   */
  async read(): Promise<Snapshot> {
    await this.#refreshWithPatience();
    return this.#picture.toSnapshot();
  }

  /** Opens a stream of what happens from now on, or from where the viewer left off. */
  async watch(options: WatchOptions): Promise<Viewer> {
    await this.#refreshWithPatience();
    // While others watch, all that happens is published at once.
    if (!this.#hub.isWatched) this.#publish({ isNews: true });
    const viewer = await this.#hub.watch(options);
    if (this.#isStopped) viewer.end();
    this.#stayBusy();
    this.#asker.hasten();
    this.#arm();
    viewer.signal.addEventListener("abort", () => this.#arm(), { once: true });
    return viewer;
  }

  /** What Keepwatch itself knows of sessions, by id: what is left out stays as it was, and what is `undefined` goes. */
  note(notes: Iterable<readonly [id: string, part: SessionNotes]>): void {
    for (const [id, part] of notes) this.#picture.notes.set(id, part);
    // What Keepwatch notes is no sign that more is about to change upstream.
    this.#publish({ isNews: false });
    this.#arm();
  }

  notesOf(id: string): SessionNotes {
    return this.#picture.notes.of(id);
  }

  /** The releases that are going on, and those of the last minutes. */
  tellReleases(releases: readonly ReleaseSummary[]): void {
    this.#picture.releases = releases;
    this.#publish({ isNews: false });
  }

  /** What was told of lately, newest first. */
  tellNotices(notices: readonly Notice[]): void {
    this.#picture.notices = notices;
    this.#publish({ isNews: false });
  }

  /**
   * Upstream is asked without a page that watches, for work that goes on by itself: `busy` as if something were about to
   * happen, `heartbeat` seldom. Gives what ends that.
   */
  attend({ pace = "busy" }: { pace?: AttendPace } = {}): () => void {
    const leave = this.#attendants.add(pace);
    this.#asker.hasten();
    this.#arm();
    return () => {
      leave();
      this.#arm();
    };
  }

  /** Whether a page follows here. */
  get isWatched(): boolean {
    return this.#hub.isWatched;
  }

  /** Hears of every picture, after those who watch. */
  onPicture(listener: (snapshot: Snapshot) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Hears of every reading of a session's CDP log, before it is shown. */
  onCheck(listener: (check: ActivityCheck) => void): () => void {
    this.#checkListeners.add(listener);
    return () => this.#checkListeners.delete(listener);
  }

  /** What upstream answered to a request of our own. It is up, then, and is asked again. */
  learn(session: Session): Session {
    this.#picture.takeSession(session);
    this.#asker.hearOfAnswer();
    this.#hurry();
    // An answer that was on its way when the session ended does not bring it back.
    return this.find(session.id) ?? this.#picture.notes.applyTo(session);
  }

  /** The same of many, and of what they are nothing follows at once: whoever has many is at it for a while. */
  learnAll(sessions: readonly Session[]): void {
    if (sessions.length === 0) return;
    for (const session of sessions) this.#picture.takeSession(session);
    this.#publish({ isNews: false });
  }

  /** What is known, without asking. */
  look(): Snapshot {
    return this.#picture.toSnapshot();
  }

  /** The last known state of a session, if it is live or ended lately. */
  find(id: string): Session | undefined {
    return this.#picture.find(id);
  }

  /** Upstream is asked again, unless it is failing and has to be left alone. */
  expire(): void {
    this.#asker.expire();
    this.#hurry();
  }

  /** As `expire`, for the project's facts and our own default too. */
  expireProject(): void {
    this.#asker.expireProject();
    this.#hurry();
  }

  /** Keepwatch's own settings were changed. Upstream has no say in them, so it is not waited for. */
  async learnOwnFacts(): Promise<void> {
    await this.#asker.learnOwnFacts();
    this.#shared?.wish();
    this.#publish({ isNews: true });
  }

  /** Whether it is this server, of those that share a database, that asks upstream. */
  get isAsking(): boolean {
    return this.#shared ? this.#shared.isOurs : true;
  }

  /** Now, on upstream's clock. */
  upstreamNow(): number {
    return this.#picture.upstreamNow();
  }

  /** Ends all streams and asks no more. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#activity.rest();
    this.#hub.endAll();
    this.#cancelTick?.();
    await this.#shared?.resign();
  }

  async #refreshWithPatience(): Promise<void> {
    if (this.#isFollowed) return;
    await Promise.race([this.#refresh(), this.#options.wait(READ_PATIENCE_MS)]);
  }

  /** Whether what is known is what viewers see, as of a moment ago, and nothing is known to have changed since. */
  get #isFollowed(): boolean {
    return this.#hub.isWatched && !this.#asker.isExpired && this.#picture.ageMs < RECENT_MS;
  }

  /** Asks when it is time to and ours to, and waits for all that comes of it. */
  async #refresh(): Promise<void> {
    this.#noteInterest();
    if (!this.#hub.isWatched) this.#asker.hasten();
    // While somebody watches, the ticks see to it.
    if (this.#shared && !this.#isAttended) this.#isOurs = await this.#shared.sync();
    if (this.#isOurs) {
      await this.#asker.refresh();
      if (this.#picture.isDoubtful) await this.#asker.refresh();
      await this.#asker.details;
    }
    if (this.#isAttended) return this.#arm();
    await this.#shared?.tell();
    await this.#shared?.resign();
  }

  /** @param forMs how long somebody is sure to go on looking */
  #noteInterest(forMs = 0): void {
    const now = this.#options.now();
    if (now - this.#lookedUntil > ENDED_VISIBLE_MS) this.#picture.outdate();
    this.#lookedUntil = now + forMs;
  }

  /** Cadence: when upstream is due and, with other servers about, every second. Stops with the last viewer. */
  #arm(): void {
    this.#cancelTick?.();
    this.#cancelTick = undefined;
    if (this.#isStopped) return;
    if (this.#isAttended && this.#isOurs && !this.#asker.isFailing) this.#activity.go();
    else this.#activity.rest();
    if (!this.#isAttended) {
      this.#lookedUntil = Math.min(this.#lookedUntil, this.#options.now());
      return void this.#shared?.resign();
    }
    const mayAsk = this.#isOurs && !this.#asker.isAsking;
    const dueMs = mayAsk ? this.#asker.nextAskAt - this.#options.now() : Number.POSITIVE_INFINITY;
    const delayMs = Math.max(0, Math.min(dueMs, this.#shared ? SYNC_MS : Number.POSITIVE_INFINITY));
    if (!Number.isFinite(delayMs)) return;
    // However long upstream is left alone meanwhile. A tick that is late by minutes is after a machine's sleep.
    this.#noteInterest(delayMs);
    this.#cancelTick = this.#options.schedule(delayMs, () => void this.#tick());
  }

  async #tick(): Promise<void> {
    this.#noteInterest();
    if (this.#shared) this.#isOurs = await this.#shared.sync();
    // Not waited for: the claim on the database has to be renewed while upstream takes its time.
    if (this.#isOurs) void this.#asker.refresh().then(() => this.#arm());
    if (this.#shared) this.#arm();
  }

  #hurry(): void {
    this.#stayBusy();
    this.#shared?.wish();
    this.#publish({ isNews: true });
    this.#arm();
  }

  get #isAttended(): boolean {
    return this.#hub.isWatched || this.#attendants.isAny;
  }

  get #tempo(): Tempo {
    if (this.#attendants.isBusy || this.#picture.notes.isReleasing || !this.#isAttended) return "busy";
    if (!this.#hub.isWatched) return "heartbeat";
    return this.#options.now() < this.#busyUntil || this.#picture.isExpectingChange ? "busy" : "quiet";
  }

  #stayBusy(): void {
    this.#busyUntil = this.#options.now() + BUSY_MS;
  }

  #publish({ isNews }: { isNews: boolean }): void {
    const snapshot = this.#picture.toSnapshot();
    if (this.#hub.publish(snapshot).hasChanged && isNews) this.#stayBusy();
    void this.#shared?.tell();
    for (const listener of this.#listeners) listener(snapshot);
  }

  #sharing(share: FeedShare) {
    return {
      share: shareInTime(share, this.#options.schedule),
      now: this.#options.now,
      hub: this.#hub,
      server: this.#options.epoch,
      patience: () => this.#asker.patience,
      onUpdate: (update: OthersAnswer) => {
        this.#asker.hearOfOthers(update);
        this.#publish({ isNews: true });
      },
      onWish: () => {
        this.#asker.expire();
        this.#asker.learnOwnFacts().catch(this.#options.onFailure);
      },
      onFailure: this.#options.onFailure,
    };
  }
}
