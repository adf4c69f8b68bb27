import { setTimeout } from "node:timers/promises";
import { startBenchEngine } from "./bench-engine";
import { openCdpLine } from "./cdp-line";
import { elapsedMs } from "./elapsed-ms";
import { type Figure, percentile } from "./figure";
import { inTurn } from "./in-turn";
import { browserProcesses, untilGone } from "./process-group";
import { memoryMb } from "./process-usage";
import { ratioFigure } from "./ratio-figure";
import { startRawChromium } from "./raw-chromium";

const CROWD = 20;
const IDLE_MS = 2_000;
/** Recordings begin one after the other, once all have started. */
const RECORDED_MS = 15_000;

/** Twenty at once, until each has answered, and what the engine takes while they idle, in the last run also once all are recorded. */
export async function measureCrowd(runs: number): Promise<Figure[]> {
  const engine = await startBenchEngine({ ENGINE_CONCURRENCY: String(CROWD) });
  const times = { raw: [] as number[], engine: [] as number[] };
  const memory: number[] = [];
  let recordedMb = Number.NaN;
  try {
    for (let run = 0; run < runs; run++) {
      for (const way of inTurn(["raw", "engine"] as const, run)) {
        await setTimeout(IDLE_MS);
        if (way === "raw") times.raw.push(await crowdByHand());
        else {
          const crowd = await crowdByEngine(engine, run === runs - 1);
          times.engine.push(crowd.elapsed);
          memory.push(crowd.idleMb);
          recordedMb = crowd.recordedMb ?? recordedMb;
        }
      }
    }
  } finally {
    await engine.stop();
  }
  return [
    ratioFigure(`${CROWD} at once → all answered, by hand`, times.raw, { of: times.raw, atMost: 1 }),
    ratioFigure(`${CROWD} at once → all answered, engine`, times.engine, { of: times.raw, atMost: 1.1 }),
    {
      name: `engine's memory with ${CROWD} idle sessions, most`,
      value: `${Math.max(...memory)} MB`,
      comparedTo: `meant to be less than 150 MB; ${percentile(memory, 0.5)} MB in the middle`,
    },
    {
      name: `the same after ${RECORDED_MS / 1_000} s more, once all are recorded`,
      value: `${recordedMb} MB`,
      comparedTo: "in the last run",
    },
  ];
}

const crowd = <T>(each: () => Promise<T>) => Promise.all(Array.from({ length: CROWD }, each));

async function crowdByHand(): Promise<number> {
  const started: Awaited<ReturnType<typeof startRawChromium>>[] = [];
  const elapsed = await elapsedMs(() =>
    crowd(async () => {
      const chromium = await startRawChromium();
      started.push(chromium);
      await firstAnswer(chromium.url);
    }),
  );
  await Promise.all(started.map((chromium) => chromium.end()));
  return elapsed;
}

async function crowdByEngine(engine: Awaited<ReturnType<typeof startBenchEngine>>, isLast: boolean) {
  const sessions: Awaited<ReturnType<typeof engine.create>>[] = [];
  const elapsed = await elapsedMs(() =>
    crowd(async () => {
      const session = await engine.create();
      sessions.push(session);
      await firstAnswer(session.connectUrl);
    }),
  );
  await setTimeout(IDLE_MS);
  const idleMb = memoryMb(engine.pid);
  if (isLast) await setTimeout(RECORDED_MS);
  const recordedMb = isLast ? memoryMb(engine.pid) : undefined;
  for (const session of sessions) {
    const processes = browserProcesses(engine.profileDir(session.id));
    await engine.release(session);
    await untilGone(processes);
  }
  return { elapsed, idleMb, recordedMb };
}

async function firstAnswer(url: string): Promise<void> {
  const line = await openCdpLine(url);
  await line.call("Browser.getVersion");
  line.close();
}
