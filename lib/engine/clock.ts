/** Time enters by this seam, so that a test can let six hours pass at once. */
export type Clock = {
  now(): number;
  /** Runs a function later; the function it returns takes that back. */
  after(delayMs: number, run: () => void): () => void;
};

export const systemClock: Clock = {
  now: Date.now,
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
};
