import type { Snapshot } from "@/lib/api/snapshot";
import { isLive, type Session } from "@/lib/domain/session";
import type { LiveFeed } from "@/lib/server/feed/live-feed";
import type { Schedule } from "@/lib/server/feed/schedule";
import type { LogFacts } from "@/lib/server/upstream/log-spells";
import type { SessionNews } from "./write-records";

type Options = {
  feed: Pick<LiveFeed, "onPicture" | "onCheck" | "isAsking">;
  write: (news: readonly SessionNews[]) => Promise<void>;
  schedule: Schedule;
  onFailure: (error: unknown) => void;
};

/** What happens within it to one session is written once. */
const WRITE_EVERY_MS = 3_000;
/** One statement, which the embedded database carries out while everything else waits. */
const MAX_ROWS_AT_ONCE = 1_000;

/**
 * Writes down what the feed sees of sessions, on the server that asks upstream: of those that are kept alive, what they
 * are and how they are used; of all, how they ended. Cadence: three seconds after something is new, a thousand sessions
 * at most, and again as long as there are more. What could not be written is written with the next. `stop` writes the
 * rest, unless that fails.
 */
export class SessionRecorder {
  readonly #options: Options;
  /** Each session as it was written last, or is about to be. */
  readonly #known = new Map<string, Session>();
  readonly #news = new Map<string, Session>();
  readonly #logs = new Map<string, LogFacts>();
  #stopListening: (() => void)[] = [];
  #cancelWrite: (() => void) | undefined;
  #writing: Promise<void> = Promise.resolve();
  #isFailing = false;
  #isStopped = false;

  constructor(options: Options) {
    this.#options = options;
  }

  start(): void {
    const { feed } = this.#options;
    this.#stopListening = [
      feed.onCheck(({ id, log }) => this.#logs.set(id, log)),
      feed.onPicture((snapshot) => this.#take(snapshot)),
    ];
  }

  async stop(): Promise<void> {
    for (const stopListening of this.#stopListening) stopListening();
    this.#isStopped = true;
    this.#cancelWrite?.();
    await this.#writing;
    while (this.#news.size > 0 && (await this.#write())) {}
  }

  #take({ sessions, failure }: Snapshot): void {
    // Before upstream's first answer the picture may be what an earlier server left.
    if (!this.#options.feed.isAsking || failure) return;
    for (const session of sessions) {
      const before = this.#known.get(session.id);
      if (before === session) continue;
      this.#known.set(session.id, session);
      if (isNews(before, session)) this.#news.set(session.id, session);
    }
    if (this.#known.size > 2 * sessions.length + MAX_ROWS_AT_ONCE) this.#forgetOthers(sessions);
    if (this.#news.size > 0) this.#arm();
  }

  #arm(): void {
    if (this.#isStopped) return;
    this.#cancelWrite ??= this.#options.schedule(WRITE_EVERY_MS, () => {
      this.#writing = this.#write().then(() => {
        this.#cancelWrite = undefined;
        if (this.#news.size > 0) this.#arm();
      });
    });
  }

  /** Whether it was written. */
  async #write(): Promise<boolean> {
    const sessions = [...this.#news.values()].slice(0, MAX_ROWS_AT_ONCE);
    const news = sessions.map((session) => ({ session, log: this.#logs.get(session.id) }));
    for (const { id } of sessions) this.#news.delete(id);
    try {
      await this.#options.write(news);
      // What was read of a log meanwhile stays.
      for (const { session, log } of news) if (this.#logs.get(session.id) === log) this.#logs.delete(session.id);
      this.#isFailing = false;
    } catch (error) {
      // What is newer meanwhile stays.
      for (const session of sessions) if (!this.#news.has(session.id)) this.#news.set(session.id, session);
      if (!this.#isFailing) this.#options.onFailure(error);
      this.#isFailing = true;
    }
    return !this.#isFailing;
  }

  #forgetOthers(sessions: readonly Session[]): void {
    const ids = new Set(sessions.map(({ id }) => id));
    for (const id of this.#known.keys()) if (!ids.has(id)) this.#known.delete(id);
    for (const id of this.#logs.keys()) if (!ids.has(id) && !this.#news.has(id)) this.#logs.delete(id);
  }
}

/** Nothing is to be remembered of a session that ends by itself but how long it lived. */
function isNews(before: Session | undefined, session: Session): boolean {
  // An end that was inferred may have been another one, or none.
  if (before && !isLive(before)) return before.isEndInferred === true && !session.isEndInferred;
  if (!isLive(session)) return true;
  if (!session.keepAlive) return false;
  return before?.status !== session.status || before.activity !== session.activity;
}
