import type { Runtime } from "./runtime";

type Ending = Pick<Runtime, "database" | "log"> & {
  /** Ends what the server does by itself, which the database must outlast. */
  stop: () => Promise<void>;
  exit: (code: number) => void;
};

/**
 * Closes what the process stands on and exits, once, however many reasons to end there are: a launcher that stops us
 * sends a signal, and then its channel closes too.
 */
export function endProcessOnce(ending: Ending): () => Promise<void> {
  let ended: Promise<void> | undefined;
  return () => {
    ended ??= endProcess(ending);
    return ended;
  };
}

async function endProcess({ database, log, stop, exit }: Ending): Promise<void> {
  try {
    await stop();
    await database.close();
  } catch (err) {
    log.error({ err }, "the database did not close");
    return exit(1);
  }
  exit(0);
}
