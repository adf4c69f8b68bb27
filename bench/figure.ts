/** One line of the result: what was measured, and what it is to be compared to. */
export type Figure = {
  name: string;
  value: string;
  comparedTo: string;
  /** As a number, where it may grow no faster than the project does. */
  cost?: number;
};

export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export function toTable(figures: readonly Figure[]): string {
  const width = (pick: (figure: Figure) => string) => Math.max(...figures.map((figure) => pick(figure).length));
  const [name, value] = [width((figure) => figure.name), width((figure) => figure.value)];
  return figures
    .map((figure) => `  ${figure.name.padEnd(name)}  ${figure.value.padStart(value)}  ${figure.comparedTo}`)
    .join("\n");
}
