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
  #looking: Promise<void> | undefined;

  constructor(options: Options) {
    this.#options = options;
  }

  /** @param isOurs whether it is this server that asks upstream */
  look(picture: ToldPicture, isOurs: boolean): Promise<void> {
    if (!isOurs) {
      this.#ongoing = undefined;
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
    const isNews = due.some(({ onceKey }) => !this.#told.has(onceKey)) || !isSame(ongoing, this.#ongoing);
    const keys = isNews ? await this.#write(picture) : due.map(({ onceKey }) => onceKey);
    this.#told = new Set(keys);
  }

  /** Once more, from what no other server can change meanwhile. */
  async #write(picture: ToldPicture): Promise<string[]> {
    const { database } = this.#options;
    const { due, ongoing } = await database.inTransaction(async () => {
      const before = await lockOngoing(database);
      const found = noticesOf(picture, before);
      await writeNotice({ database }, ...found.due.filter(({ onceKey }) => !this.#told.has(onceKey)));
      if (!isSame(found.ongoing, before)) await writeOngoing(database, found.ongoing);
      return found;
    });
    this.#ongoing = ongoing;
    return due.map(({ onceKey }) => onceKey);
  }
}

function isSame(a: Ongoing, b: Ongoing): boolean {
  return (
    a.fullSince === b.fullSince &&
    a.failing?.since === b.failing?.since &&
    a.failing?.wellSince === b.failing?.wellSince
  );
}
