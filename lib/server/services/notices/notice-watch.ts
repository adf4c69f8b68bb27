import type { DueNotice } from "@/lib/domain/notice";
import { gatherNotices, NOTHING_GATHERED } from "@/lib/domain/notice-gathering";
import { noticesOf, type Ongoing, type ToldPicture } from "@/lib/domain/notices-of";
import type { DatabaseConnection } from "@/lib/server/db/database";
import { lockOngoing, readOngoing, writeOngoing } from "./ongoing";
import { writeNotice } from "./write-notice";

type Options = {
  database: DatabaseConnection;
  onFailure: (error: unknown) => void;
};

/**
 * Looks at each picture of the server that asks upstream, and writes down what there is to tell of. Cadence: a look per
 * picture, and none while the last one is being written. On failure: it is told of, and the next picture, a second or so
 * later, is looked at with nothing forgotten. The database decides what is new, so that a server that takes over tells
 * nothing twice; what is kept here only spares it the question.
 */
export class NoticeWatch {
  readonly #options: Options;
  /** The keys of what is due and written. */
  #told: ReadonlySet<string> = new Set();
  /** As the database has it; unknown until it was read since this server began to ask upstream. */
  #ongoing: Ongoing | undefined;
  #gathering = NOTHING_GATHERED;
  #looking: Promise<void> | undefined;

  constructor(options: Options) {
    this.#options = options;
  }

  /** @param isOurs whether it is this server that asks upstream */
  look(picture: ToldPicture, isOurs: boolean): Promise<void> {
    if (!isOurs) {
      this.#ongoing = undefined;
      this.#gathering = NOTHING_GATHERED;
      return Promise.resolve();
    }
    this.#looking ??= this.#look(picture)
      .catch(this.#options.onFailure)
      .finally(() => {
        this.#looking = undefined;
      });
    return this.#looking;
  }

  /** Waits for what is being written. */
  async stop(): Promise<void> {
    await this.#looking;
  }

  async #look(picture: ToldPicture): Promise<void> {
    this.#ongoing ??= await readOngoing(this.#options.database);
    const { due, ongoing } = noticesOf(picture, this.#ongoing);
    this.#gathering = gatherNotices(this.#untold(due), this.#gathering, picture.now);
    const isNews = this.#ready(due).length > 0 || !isSame(ongoing, this.#ongoing);
    const seen = isNews ? await this.#write(picture) : due;
    const { waiting } = this.#gathering;
    this.#told = new Set(seen.map(({ onceKey }) => onceKey).filter((key) => !waiting.has(key)));
  }

  /** Once more, from what no other server can change meanwhile. */
  async #write(picture: ToldPicture): Promise<DueNotice[]> {
    const { database } = this.#options;
    const { due, ongoing } = await database.inTransaction(async () => {
      const before = await lockOngoing(database);
      const found = noticesOf(picture, before);
      await writeNotice({ database }, ...this.#ready(found.due));
      if (!isSame(found.ongoing, before)) await writeOngoing(database, found.ongoing);
      return found;
    });
    this.#ongoing = ongoing;
    return due;
  }

  #untold(due: readonly DueNotice[]): DueNotice[] {
    return due.filter(({ onceKey }) => !this.#told.has(onceKey));
  }

  #ready(due: readonly DueNotice[]): DueNotice[] {
    return this.#untold(due).filter(({ onceKey }) => !this.#gathering.waiting.has(onceKey));
  }
}

function isSame(a: Ongoing, b: Ongoing): boolean {
  return (
    a.fullSince === b.fullSince &&
    a.failing?.since === b.failing?.since &&
    a.failing?.wellSince === b.failing?.wellSince
  );
}
