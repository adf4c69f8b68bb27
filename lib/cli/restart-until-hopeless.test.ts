import { expect, test } from "@playwright/test";
import { type EngineRun, restartUntilHopeless } from "./restart-until-hopeless";

const SOON: EngineRun = { ending: "ended soon", wasWell: false };
const WELL: EngineRun = { ending: "ended after an hour", wasWell: true };

const CASES: { title: string; runs: EngineRun[]; waits: number[] }[] = [
  {
    title: "gives up after the fifth restart that failed",
    runs: [SOON, SOON, SOON, SOON, { ending: "Port 3001 is taken.", wasWell: false }],
    waits: [1, 2, 4, 8, 16],
  },
  {
    title: "counts again after an engine that was well, even at the fifth restart",
    runs: [SOON, SOON, SOON, SOON, WELL, SOON, SOON, SOON, SOON, { ending: "the last reason", wasWell: false }],
    waits: [1, 2, 4, 8, 16, 1, 2, 4, 8, 16],
  },
];

for (const { title, runs, waits } of CASES) {
  test(title, async () => {
    const waited: number[] = [];
    const ending = await restartUntilHopeless(Promise.resolve(SOON), async (_, waitMs) => {
      waited.push(waitMs / 1_000);
      return runs[waited.length - 1] ?? WELL;
    });
    expect(waited).toEqual(waits);
    expect(ending).toBe(runs.at(-1)?.ending);
  });
}
