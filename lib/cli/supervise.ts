import { once } from "node:events";
import type { Program } from "./program";
import { stopSignal } from "./stop-signal";

export type Supervised = {
  /** Aborted when the person wants everything to stop, also in the middle of starting. */
  signal: AbortSignal;
  /** A program is added as soon as it runs, so that it is stopped even when it never gets ready. */
  programs: Program[];
  /** Each is fulfilled with a sentence when something ended without which all must end. */
  endings: Promise<string>[];
};

/** Keeps programs running until we are told to stop or one that all depends on ends, and then stops them all. Gives the exit code. */
export async function supervise(startPrograms: (supervised: Supervised) => Promise<void>): Promise<number> {
  const supervised: Supervised = { signal: stopSignal(), programs: [], endings: [] };
  try {
    await startPrograms(supervised);
    const ending = await firstEnding(supervised);
    process.stderr.write(`${ending}\n`);
    return 1;
  } catch (error) {
    if (supervised.signal.aborted) return 0;
    throw error;
  } finally {
    await Promise.all(supervised.programs.map((program) => program.stop()));
  }
}

/** Rejects when we are told to stop first. */
async function firstEnding({ signal, endings }: Supervised): Promise<string> {
  signal.throwIfAborted();
  const stopped = once(signal, "abort").then(() => Promise.reject(signal.reason));
  return Promise.race([stopped, ...endings]);
}
