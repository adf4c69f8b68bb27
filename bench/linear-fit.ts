/** How fast something grows with time, and the standard error of that. */
export type LinearFit = { slope: number; error: number };

/** By least squares. Nothing is known of fewer than three points. */
export function linearFit(points: readonly (readonly [x: number, y: number])[]): LinearFit {
  if (points.length < 3) return { slope: Number.NaN, error: Number.NaN };
  const meanX = mean(points.map(([x]) => x));
  const meanY = mean(points.map(([, y]) => y));
  const spread = sum(points.map(([x]) => (x - meanX) ** 2));
  const slope = sum(points.map(([x, y]) => (x - meanX) * (y - meanY))) / spread;
  const residuals = sum(points.map(([x, y]) => (y - meanY - slope * (x - meanX)) ** 2));
  return { slope, error: Math.sqrt(residuals / (points.length - 2) / spread) };
}

function mean(values: readonly number[]): number {
  return sum(values) / values.length;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
