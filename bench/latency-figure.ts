import { type Figure, percentile } from "./figure";
import { overMark } from "./measure";

const ANSWER_MS = 150;

/** Median and 95th percentile, of which the latter is judged. */
export function latencyFigure(name: string, values: readonly number[], limit: { ms: number; note: string }): Figure {
  const p95 = percentile(values, 0.95);
  return {
    name: `${name}, p50 / p95`,
    value: `${percentile(values, 0.5)} / ${p95} ms`,
    comparedTo: `p95 ${limit.ms} ms, at most; ${limit.note} (${values.length} samples)${overMark(p95 > limit.ms)}`,
  };
}

/** From upstream's answer until somebody sees what it says, while so many watch. */
export function answerFigure(name: string, values: readonly number[], viewers: number): Figure {
  const figure = latencyFigure(name, values, { ms: ANSWER_MS, note: `all of it is ours, with ${viewers} viewers` });
  return { ...figure, cost: percentile(values, 0.95) };
}
