import { type Figure, percentile } from "./figure";

/** Median and 95th percentile. */
export function inMs(values: readonly number[]): string {
  return `${percentile(values, 0.5).toFixed(1)} / ${percentile(values, 0.95).toFixed(1)} ms`;
}

type Comparison = { of: readonly number[]; atMost: number };

/** A figure beside the one it is measured against in the same run, by their medians. */
export function ratioFigure(name: string, values: readonly number[], { of, atMost }: Comparison): Figure {
  const ratio = percentile(values, 0.5) / percentile(of, 0.5);
  return { name, value: inMs(values), comparedTo: `× ${ratio.toFixed(2)}, meant to be at most × ${atMost}` };
}
