import { type Figure, percentile } from "./figure";
import { overMark } from "./measure";

const SERVER_MS = 150;

/** Median and 95th percentile, of which the latter is judged. */
export function latencyFigure(name: string, values: readonly number[], limit: { ms: number; note: string }): Figure {
  const p95 = percentile(values, 0.95);
  return {
    name: `${name}, p50 / p95`,
    value: `${percentile(values, 0.5)} / ${p95} ms`,
    comparedTo: `p95 ${limit.ms} ms, at most; ${limit.note} (${values.length} samples)${overMark(p95 > limit.ms)}`,
  };
}

/** How long after upstream's answer something is seen, and of that how long after the server had understood it. */
export type AnswerLatency = { fromAnswerMs: number; fromServerMs: number };

/** From upstream's answer, which has to be transferred and read, and from the server, until somebody sees what it says. */
export function answerFigures(where: string, latencies: readonly AnswerLatency[], viewers: number): Figure[] {
  const fromAnswer = latencies.map(({ fromAnswerMs }) => fromAnswerMs);
  const fromServer = latencies.map(({ fromServerMs }) => fromServerMs);
  const cost = percentile(fromAnswer, 0.95);
  return [
    latencyFigure(`server change → ${where}`, fromServer, { ms: SERVER_MS, note: `with ${viewers} viewers` }),
    {
      name: `upstream's answer → ${where}, p50 / p95`,
      value: `${percentile(fromAnswer, 0.5)} / ${cost} ms`,
      comparedTo: `the same, and what it takes to transfer and to read the answer (${latencies.length} samples)`,
      cost,
    },
  ];
}
