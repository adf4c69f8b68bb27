import type { Figure } from "./figure";
import { overMark } from "./measure";

/** How much more each cost is on a project so many times as large: no more than that is linear. */
export function growthFigures(small: readonly Figure[], large: readonly Figure[], times: number): Figure[] {
  return small.flatMap(({ name, cost }) => {
    const grown = large.find((figure) => figure.name === name)?.cost;
    if (cost === undefined || grown === undefined) return [];
    const ratio = grown / cost;
    const comparedTo = `× ${times}, at most; from ${cost.toFixed(1)} to ${grown.toFixed(1)}${overMark(ratio > times)}`;
    return [{ name, value: `× ${ratio.toFixed(2)}`, comparedTo }];
  });
}
