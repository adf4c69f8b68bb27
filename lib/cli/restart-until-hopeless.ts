/** How one engine ended, or why it did not start; `wasWell` when it had run for a good while. */
export type EngineRun = { ending: string; wasWell: boolean };

/** Starts the engine once more after the wait, and gives how that run ended. */
type RunAgain = (lastEnding: string, waitMs: number) => Promise<EngineRun>;

const MOST_RESTARTS_IN_A_ROW = 5;

/**
 * Restarts after 1, 2, 4, 8 and 16 seconds while engines end soon or do not start, and then gives the last reason. One
 * that was well starts the count again.
 */
export async function restartUntilHopeless(firstRun: Promise<EngineRun>, runAgain: RunAgain): Promise<string> {
  let { ending } = await firstRun;
  for (let restarts = 0; restarts < MOST_RESTARTS_IN_A_ROW; ) {
    const run = await runAgain(ending, 1_000 * 2 ** restarts);
    ending = run.ending;
    restarts = run.wasWell ? 0 : restarts + 1;
  }
  return ending;
}
