import { setTimeout } from "node:timers/promises";
import { type BenchEngine, startBenchEngine } from "./bench-engine";
import { openCdpLine } from "./cdp-line";
import type { Figure } from "./figure";
import { inTurn } from "./in-turn";
import { browserProcesses, untilGone } from "./process-group";
import { inMs, ratioFigure } from "./ratio-figure";
import { startRawChromium } from "./raw-chromium";

/** What has just been killed, and the pool that fills up again, take a while to leave the machine alone. */
const REST_MS = 700;

/** From asking for a browser to its first answer: by hand, by the engine, and from its warm pool, in turn. */
export async function measureStart(runs: number): Promise<Figure[]> {
  const cold = await startBenchEngine();
  const warm = await startBenchEngine({ ENGINE_WARM_POOL: "1" });
  const ways = {
    raw: firstAnswerRaw,
    cold: () => firstAnswer(cold),
    warm: async () => {
      await warm.untilWarm();
      return firstAnswer(warm);
    },
  };
  const times: Record<keyof typeof ways, number[]> = { raw: [], cold: [], warm: [] };
  try {
    // The first run finds nothing in the page cache, and is not counted.
    for (let run = -1; run < runs; run++) {
      for (const way of inTurn(["raw", "cold", "warm"] as const, run)) {
        await setTimeout(REST_MS);
        const elapsed = await ways[way]();
        if (run >= 0) times[way].push(elapsed);
      }
    }
  } finally {
    await Promise.all([cold.stop(), warm.stop()]);
  }
  const start = "start → first answer";
  return [
    { name: `${start}, by hand`, value: inMs(times.raw), comparedTo: "" },
    ratioFigure(`${start}, engine, cold`, times.cold, { of: times.raw, atMost: 1.15 }),
    ratioFigure(`${start}, engine, warm pool`, times.warm, { of: times.raw, atMost: 0.3 }),
  ];
}

async function firstAnswerRaw(): Promise<number> {
  const startedAt = performance.now();
  const chromium = await startRawChromium();
  await answerOf(chromium.url);
  const elapsed = performance.now() - startedAt;
  await chromium.end();
  return elapsed;
}

async function firstAnswer(engine: BenchEngine): Promise<number> {
  const startedAt = performance.now();
  const session = await engine.create();
  await answerOf(session.connectUrl);
  const elapsed = performance.now() - startedAt;
  const processes = browserProcesses(engine.profileDir(session.id));
  await engine.release(session);
  await untilGone(processes);
  return elapsed;
}

async function answerOf(url: string): Promise<void> {
  const line = await openCdpLine(url);
  await line.call("Browser.getVersion");
  line.close();
}
