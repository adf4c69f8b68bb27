import { setTimeout as sleep } from "node:timers/promises";
import { StartupError } from "@/lib/process/startup-error";
import type { Program } from "./program";
import { type EngineRun, restartUntilHopeless } from "./restart-until-hopeless";
import { say } from "./say";
import { type EngineOptions, startEngine } from "./start-engine";
import type { Supervised } from "./supervise";

/** An engine that ran for so long was well; what ended it need not end the next one. */
const WELL_AFTER_MS = 60_000;

/**
 * Starts the engine, and again whenever it ends by itself: its sessions are lost then, and the console goes on. Giving
 * up on it ends the console too.
 */
export async function keepEngine(supervised: Supervised, options: EngineOptions): Promise<void> {
  const first = await startEngine(supervised, options);
  const { signal } = supervised;
  const ending = restartUntilHopeless(untilEnded(first), async (lastEnding, waitMs) => {
    await sleep(waitMs, undefined, { signal });
    say(`${lastEnding} Starting it again; its sessions are lost.`);
    return runToEnd(() => startEngine(supervised, options));
  });
  // Told to stop while the web server is still starting, nobody waits for it yet.
  ending.catch(() => undefined);
  supervised.endings.push(ending);
}

async function runToEnd(start: () => Promise<Program>): Promise<EngineRun> {
  try {
    return await untilEnded(await start());
  } catch (error) {
    if (!(error instanceof StartupError)) throw error;
    return { ending: error.message, wasWell: false };
  }
}

async function untilEnded(engine: Program): Promise<EngineRun> {
  const startedAt = performance.now();
  const ending = await engine.ended;
  return { ending, wasWell: performance.now() - startedAt > WELL_AFTER_MS };
}
