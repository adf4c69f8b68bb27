import type { Figure } from "./figure";

/** One figure as a number, beside what it may be at most; without a limit it is only told. */
export type Measure = {
  name: string;
  value: number;
  limit?: number;
  unit: "" | "ms" | "%" | "MB" | "kB";
  /** What else is to be known of it. */
  note?: string;
};

export function toFigure({ name, value, limit, unit, note }: Measure): Figure {
  const text = `${value.toFixed(unit === "" ? 0 : 1)} ${unit}`.trim();
  const atMost = limit === undefined ? [] : [`${limit} ${unit}`.trim().concat(", at most")];
  const comparedTo = [...atMost, ...(note ? [note] : [])].join("; ");
  return { name, value: text, comparedTo: comparedTo + overMark(limit !== undefined && value > limit) };
}

/** What a figure ends with that is not what it is meant to be. */
export function overMark(isOver: boolean): string {
  return isOver ? "  ← over" : "";
}
