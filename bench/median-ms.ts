const RUNS = 15;
const WARM_UP_RUNS = 3;

/** What it takes in the middle of a number of runs, once it is warm. */
export async function medianMs(run: () => Promise<unknown>): Promise<number> {
  for (let count = 0; count < WARM_UP_RUNS; count += 1) await run();
  const times: number[] = [];
  for (let count = 0; count < RUNS; count += 1) {
    const startedAt = performance.now();
    await run();
    times.push(performance.now() - startedAt);
  }
  return times.toSorted((a, b) => a - b)[Math.floor(RUNS / 2)] ?? 0;
}
