import type { Notice } from "@/lib/domain/notice";
import type { DatabaseConnection } from "@/lib/server/db/database";
import type { LiveFeed } from "@/lib/server/feed/live-feed";
import { readRecentNotices } from "./read-notices";

/** Tells the pages of this server what any server wrote. */
export class RecentNotices {
  readonly #database: DatabaseConnection;
  readonly #feed: Pick<LiveFeed, "isWatched" | "tellNotices" | "upstreamNow">;
  #told: readonly Notice[] = [];

  constructor({ database, feed }: { database: DatabaseConnection; feed: LiveFeed }) {
    this.#database = database;
    this.#feed = feed;
  }

  /** Reads them while a page is there to be told. */
  async tell(): Promise<void> {
    if (!this.#feed.isWatched) return;
    const found = await readRecentNotices(this.#database);
    if (found.length === this.#told.length && found.every(({ id }, index) => id === this.#told[index]?.id)) return;
    const now = this.#feed.upstreamNow();
    const known = new Map(this.#told.map((notice) => [notice.id, notice]));
    // When it was is counted from now once, and stays.
    this.#told = found.map(
      ({ ageMs, ...notice }) => known.get(notice.id) ?? { ...notice, at: Math.round(now - ageMs) },
    );
    this.#feed.tellNotices(this.#told);
  }
}
