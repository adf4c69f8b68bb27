import type { Page } from "playwright-core";
import { ENDED_VISIBLE_MS } from "@/lib/api/snapshot";
import type { Figure } from "./figure";
import { linearFit } from "./linear-fit";
import { overMark, toFigure } from "./measure";
import { busyShare, heapBytes } from "./page-observer";

const LEAST_SAMPLES = 10;
const LONGEST_BETWEEN_SAMPLES_MS = 30_000;
const MINUTE_MS = 60_000;

type HeapSample = { atMs: number; megabytes: number };

/** What the page takes of its browser, and keeps, while some of its sessions change each second. */
export async function measureChurn(page: Page, ms: number): Promise<Figure[]> {
  await page.mouse.move(1, 1);
  const slices = Math.max(LEAST_SAMPLES, Math.ceil(ms / LONGEST_BETWEEN_SAMPLES_MS));
  const startedAt = performance.now();
  const samples: HeapSample[] = [];
  const shares: number[] = [];
  const sample = async () => {
    const megabytes = (await heapBytes(page)) / 1e6;
    samples.push({ atMs: performance.now() - startedAt, megabytes });
  };
  await sample();
  for (let slice = 0; slice < slices; slice += 1) {
    // Between the samples, since the garbage is not collected for the page's sake.
    shares.push(await busyShare(page, ms / slices));
    await sample();
  }
  const busy = shares.reduce((sum, share) => sum + share, 0) / shares.length;
  const seconds = Math.round(ms / 1000);
  return [
    toFigure({ name: "busy under churn", value: busy * 100, limit: 10, unit: "%" }),
    toFigure({
      name: `heap after ${seconds} s of churn`,
      value: samples.at(-1)?.megabytes ?? Number.NaN,
      limit: 150,
      unit: "MB",
      note: `${(samples[0]?.megabytes ?? Number.NaN).toFixed(1)} MB at their start`,
    }),
    heapGrowth(samples, ms),
  ];
}

/** Until as many ended sessions leave the list as come to it, it grows by what it is for: that time is left out. */
function heapGrowth(samples: readonly HeapSample[], ms: number): Figure {
  const isLong = ms >= 2 * ENDED_VISIBLE_MS;
  const settled = isLong ? samples.filter(({ atMs }) => atMs >= ENDED_VISIBLE_MS) : samples;
  const { slope, error } = linearFit(settled.map(({ atMs, megabytes }) => [atMs / MINUTE_MS, megabytes] as const));
  const precision = `± ${(2 * error).toFixed(2)} by ${settled.length} samples`;
  const judged = isLong
    ? `0, not growing; ${precision} after the first two minutes${overMark(slope > 2 * error)}`
    : `not judged in less than four minutes, of which the list fills for two; ${precision}`;
  return { name: "heap growth under churn", value: `${slope.toFixed(2)} MB/min`, comparedTo: judged };
}
