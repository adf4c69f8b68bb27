import type { Snapshot } from "@/lib/api/snapshot";
import type { FeedLine } from "./feed-line";
import { Leadership, type Locks } from "./leadership";
import type { LivePicture } from "./live-picture";
import type { ToldEvent } from "./read-feed";
import type { TabChannel, TabMessage } from "./tab-message";

/** A leader gives a sign of life this often, and is taken for frozen after three that did not come. */
const SIGN_OF_LIFE_MS = 2_500;
const LEADER_SILENT_MS = 8_000;

type UpstreamTime = { earliest: number; latest: number };
type Told = Extract<TabMessage, { kind: "told" }>;
type Answered = Extract<TabMessage, { kind: "answered" }>;
type News = Omit<Told, "upstreamTime" | "postedAt"> | Omit<Answered, "upstreamTime" | "postedAt">;
type LineEvents = { onEvent: (told: ToldEvent) => void; onFailure: () => void };

type Options = {
  /** Shared by the tabs that share a line: one person's, in one browser. */
  name: string;
  picture: Pick<LivePicture, "told" | "tell">;
  makeLine: (events: LineEvents) => Pick<FeedLine, "start" | "stop" | "reopen">;
  /** `undefined` where the browser has none, as on a plain-HTTP address: each tab has its own line then. */
  locks: Locks | undefined;
  openChannel: (name: string, onMessage: (message: TabMessage) => void) => TabChannel;
  monotonicNow: () => number;
  wallNow: () => number;
  learnUpstreamTime: (time: number | UpstreamTime, sentAt: number, receivedAt: number) => void;
  upstreamTimeBounds: () => UpstreamTime | undefined;
  /** Whether this tab has to ask for the picture, as the leader does while its line does not bring it. */
  onAsking: (isAsking: boolean) => void;
  /** The leader asked for the picture, and this is what it was answered. */
  onAnswer: (snapshot: Snapshot) => void;
};

/**
 * One tab's part in the feed that all tabs of its browser share. One of them, the leader, has the line to the server and
 * passes on every event, and every answer while there are none; the others follow. A tab that nobody sees is no part of it.
 */
export class LiveFeed {
  #options: Options;
  #line: Pick<FeedLine, "start" | "stop" | "reopen">;
  #leadership: Leadership | undefined;
  #channel: TabChannel | undefined;
  #role: "out" | "following" | "leading" = "out";
  #isLive = true;
  #isAsking = false;
  /** The whole picture was asked for and has not come: what builds on another is of no use. */
  #isJoining = false;
  /** As leader, the next sign of life; as follower, the end of patience with the leader. */
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: Options) {
    this.#options = options;
    this.#line = options.makeLine({
      onEvent: (told) => this.#takeFromLine(told),
      onFailure: () => this.#setLive(false),
    });
    const { locks, name } = options;
    this.#leadership =
      locks && new Leadership({ locks, name, onLead: () => this.#lead(), onOverthrown: () => this.#follow() });
  }

  /** Begins to take part. */
  enter(): void {
    if (this.#role !== "out") return;
    if (!this.#leadership) {
      this.#lead();
      return;
    }
    this.#channel = this.#options.openChannel(this.#options.name, (message) => this.#takeFromTab(message));
    this.#follow();
    this.#leadership.enter();
  }

  /** Takes no part any longer, and costs nothing. Another tab leads on, if this one did. */
  leave(): void {
    if (this.#role === "out") return;
    this.#role = "out";
    clearTimeout(this.#timer);
    this.#line.stop();
    this.#leadership?.leave();
    this.#channel?.close();
    this.#channel = undefined;
    this.#isLive = true;
    this.#decideAsking();
  }

  /** Gives what was asked for to the other tabs too, unless the line has overtaken it. */
  passOn(snapshot: Snapshot): void {
    if (this.#isAsking) this.#post({ kind: "answered", snapshot });
  }

  /** The line is probably dead, or well again: look now. */
  reopen(): void {
    if (this.#role === "leading") this.#line.reopen();
  }

  #lead(): void {
    if (this.#role === "leading") return;
    this.#role = "leading";
    this.#line.start();
    this.#giveSignsOfLife();
    this.#decideAsking();
  }

  #follow(): void {
    this.#role = "following";
    this.#line.stop();
    this.#decideAsking();
    this.#isJoining = false;
    this.#join();
    this.#watchLeader();
  }

  #join(): void {
    if (this.#isJoining) return;
    this.#isJoining = true;
    this.#channel?.post({ kind: "join" });
  }

  #giveSignsOfLife(): void {
    clearTimeout(this.#timer);
    this.#channel?.post({ kind: "alive", isLive: this.#isLive });
    this.#timer = setTimeout(() => this.#giveSignsOfLife(), SIGN_OF_LIFE_MS);
  }

  #watchLeader(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#leadership?.usurp(), LEADER_SILENT_MS);
  }

  #takeFromLine({ id, event, sentAt, receivedAt }: ToldEvent): void {
    const { picture, learnUpstreamTime } = this.#options;
    const after = picture.told?.id;
    learnUpstreamTime(event.data.now, sentAt, receivedAt);
    picture.tell(id, event);
    this.#setLive(true);
    this.#post({ kind: "told", after, id, event });
  }

  #post(news: News): void {
    const { upstreamTimeBounds, wallNow } = this.#options;
    this.#channel?.post({ ...news, upstreamTime: upstreamTimeBounds(), postedAt: wallNow() });
  }

  #takeFromTab(message: TabMessage): void {
    if (this.#role === "leading") {
      if (message.kind === "join") this.#welcome();
      return;
    }
    if (this.#role === "out" || message.kind === "join") return;
    this.#watchLeader();
    if (message.kind === "alive") {
      this.#isJoining = false;
      this.#setLive(message.isLive);
      return;
    }
    this.#learnTime(message);
    if (message.kind === "told") this.#takeFromLeader(message);
    else this.#options.onAnswer(message.snapshot);
  }

  #welcome(): void {
    const { told } = this.#options.picture;
    // Where the line is down, whoever joins has the newer picture, from a server that is probably well again.
    if (!this.#isLive) this.#line.reopen();
    else if (told)
      this.#post({ kind: "told", after: undefined, id: told.id, event: { event: "snapshot", data: told.snapshot } });
    this.#channel?.post({ kind: "alive", isLive: this.#isLive });
  }

  #learnTime({ upstreamTime, postedAt }: Pick<Told, "upstreamTime" | "postedAt">): void {
    const { monotonicNow, wallNow, learnUpstreamTime } = this.#options;
    const onItsWayMs = wallNow() - postedAt;
    const receivedAt = monotonicNow();
    // A wall clock that was set back meanwhile says nothing.
    if (upstreamTime && onItsWayMs >= 0) learnUpstreamTime(upstreamTime, receivedAt - onItsWayMs, receivedAt);
  }

  #takeFromLeader({ after, id, event }: Told): void {
    const { picture } = this.#options;
    const mine = picture.told?.id;
    if (event.event === "snapshot") this.#isJoining = false;
    else if (after === undefined || after !== mine) {
      // Another leader, or this tab, was away: only the whole picture helps, unless this has been told already.
      if (id !== mine) this.#join();
      return;
    }
    picture.tell(id, event);
    this.#setLive(true);
  }

  #setLive(isLive: boolean): void {
    if (isLive === this.#isLive) return;
    this.#isLive = isLive;
    if (this.#role === "leading") this.#giveSignsOfLife();
    this.#decideAsking();
  }

  #decideAsking(): void {
    const isAsking = this.#role === "leading" && !this.#isLive;
    if (isAsking === this.#isAsking) return;
    this.#isAsking = isAsking;
    this.#options.onAsking(isAsking);
  }
}
