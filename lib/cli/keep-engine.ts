import { setTimeout as sleep } from "node:timers/promises";
import { StartupError } from "@/lib/process/startup-error";
import type { Program } from "./program";
import { say } from "./say";
import { type EngineOptions, startEngine } from "./start-engine";
import type { Supervised } from "./supervise";

/** An engine that ran for so long was well; what ended it need not end the next one. */
const WELL_AFTER_MS = 60_000;
const MOST_RESTARTS_IN_A_ROW = 5;

/**
 * Starts the engine, and again whenever it ends by itself: its sessions are lost then, and the console goes on. Waits 1,
 * 2, 4, 8 and 16 seconds between engines that end soon, and then gives up, which ends the console too.
 */
export async function keepEngine(supervised: Supervised, options: EngineOptions): Promise<void> {
  const first = await startEngine(supervised, options);
  const ending = restartUntilHopeless(supervised, options, first);
  // Told to stop while the web server is still starting, nobody waits for it yet.
  ending.catch(() => undefined);
  supervised.endings.push(ending);
}

async function restartUntilHopeless(supervised: Supervised, options: EngineOptions, first: Program): Promise<string> {
  let engine = first;
  for (let restarts = 0; restarts < MOST_RESTARTS_IN_A_ROW; restarts += 1) {
    const startedAt = performance.now();
    const ending = await engine.ended;
    if (performance.now() - startedAt > WELL_AFTER_MS) restarts = 0;
    await sleep(1_000 * 2 ** restarts, undefined, { signal: supervised.signal });
    say(`${ending} Starting it again; its sessions are lost.`);
    try {
      engine = await startEngine(supervised, options);
    } catch (error) {
      if (!(error instanceof StartupError)) throw error;
      return error.message;
    }
  }
  return engine.ended;
}
