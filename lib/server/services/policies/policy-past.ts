import { setImmediate } from "node:timers/promises";
import type { PastSession } from "@/lib/domain/back-test";
import type { DatabaseConnection } from "@/lib/server/db/database";
import type { Schedule } from "@/lib/server/feed/schedule";
import { readPastSessions } from "./read-past-sessions";

const KEPT_MS = 30_000;

/** The sessions of the past, for questions that take long to answer: one at a time, and what was read serves for a while. */
export class PolicyPast {
  readonly #database: DatabaseConnection;
  readonly #schedule: Schedule;
  #turn: Promise<unknown> = Promise.resolve();
  #kept: readonly PastSession[] | undefined;

  constructor({ database, schedule }: { database: DatabaseConnection; schedule: Schedule }) {
    this.#database = database;
    this.#schedule = schedule;
  }

  /** @param from those that lived then or later; a few that ended just before may be among them */
  ask<Answer>(from: number, question: (past: readonly PastSession[]) => Answer): Promise<Answer> {
    const turn = this.#turn.then(async () => {
      // Between two questions the server does what else there is to do.
      await setImmediate();
      return question(await this.#read(from));
    });
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  async #read(from: number): Promise<readonly PastSession[]> {
    if (this.#kept) return this.#kept;
    const read = await readPastSessions(this.#database, from);
    this.#kept = read;
    this.#schedule(KEPT_MS, () => {
      this.#kept = undefined;
    });
    return read;
  }
}
