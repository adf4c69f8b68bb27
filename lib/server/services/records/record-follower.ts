import { gt, max } from "drizzle-orm";
import type { DatabaseConnection } from "@/lib/server/db/database";
import { sessionRecord } from "@/lib/server/db/schema";
import type { LiveFeed } from "@/lib/server/feed/live-feed";
import type { Schedule } from "@/lib/server/feed/schedule";
import { toNotes } from "./to-notes";

type Options = {
  database: DatabaseConnection;
  feed: Pick<LiveFeed, "note" | "notesOf">;
  schedule: Schedule;
  /** Epoch milliseconds. */
  now: () => number;
  onFailure: (error: unknown) => void;
};

const READ_EVERY_MS = 2_000;
/** A row gets its number before others can see it. A transaction of ours does not take longer than this. */
const OVERLAP_MS = 15_000;

/**
 * Learns what the other servers on this database note of sessions. Cadence: every two seconds, the rows that are newer
 * than those of fifteen seconds before; which of them it has seen it knows by their numbers. On failure: the next time.
 */
export class RecordFollower {
  readonly #options: Options;
  /** The newest number at each of the last readings, oldest first; all of the first one's were seen. */
  #readings: { at: number; version: number }[] = [];
  readonly #seen = new Map<string, number>();
  #cancel: (() => void) | undefined;
  #reading: Promise<void> = Promise.resolve();
  #isStopped = false;

  constructor(options: Options) {
    this.#options = options;
  }

  /** What was written before is `restoreNotes`'s to read. */
  async start(): Promise<void> {
    const { database, now } = this.#options;
    const [newest] = await database.db.select({ version: max(sessionRecord.version) }).from(sessionRecord);
    this.#readings = [{ at: now(), version: newest?.version ?? 0 }];
    this.#arm();
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#cancel?.();
    await this.#reading;
  }

  #arm(): void {
    if (this.#isStopped) return;
    this.#cancel = this.#options.schedule(READ_EVERY_MS, () => {
      this.#reading = this.#read()
        .catch(this.#options.onFailure)
        .then(() => this.#arm());
    });
  }

  async #read(): Promise<void> {
    const { database, feed, now } = this.#options;
    const { id, owner, activity, protection, version } = sessionRecord;
    const after = this.#readings[0]?.version ?? 0;
    const rows = await database.db
      .select({ id, owner, activity, protection, version })
      .from(sessionRecord)
      .where(gt(version, after));
    const news = rows.filter((row) => this.#seen.get(row.id) !== row.version);
    for (const row of news) this.#seen.set(row.id, row.version);
    if (news.length > 0) feed.note(news.map((row) => [row.id, toNotes(row, feed.notesOf(row.id))] as const));
    this.#forget(now(), Math.max(after, ...rows.map((row) => row.version)));
  }

  #forget(now: number, newest: number): void {
    this.#readings.push({ at: now, version: newest });
    const settled = this.#readings.findLastIndex(({ at }) => now - at >= OVERLAP_MS);
    if (settled > 0) this.#readings.splice(0, settled);
    const after = this.#readings[0]?.version ?? 0;
    for (const [id, version] of this.#seen) if (version <= after) this.#seen.delete(id);
  }
}
