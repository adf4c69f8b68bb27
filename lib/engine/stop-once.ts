import type { FastifyBaseLogger } from "fastify";

/** Below the five seconds that the launcher waits. A Chromium that resists is left to its closed control pipe. */
const STOP_DEADLINE_MS = 4_500;

type StopDeps = { log: Pick<FastifyBaseLogger, "error">; exit(code: number): void };

/** Makes the function that ends the process however often it is called: with 0 only if all was closed in time. */
export function stopOnce(close: () => Promise<void>, { log, exit }: StopDeps): () => void {
  let isStopping = false;
  return () => {
    if (isStopping) return;
    isStopping = true;
    setTimeout(exit, STOP_DEADLINE_MS, 1).unref();
    close().then(
      () => exit(0),
      (err) => {
        log.error({ err }, "engine did not close cleanly");
        exit(1);
      },
    );
  };
}
