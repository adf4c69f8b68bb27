import { setTimeout } from "node:timers/promises";
import { ReleaseWorker } from "./enforcer/release-worker";
import { scheduleTimer } from "./feed/schedule";
import type { Runtime } from "./runtime";
import { monotonicNow } from "./upstream/monotonic-now";

/** What is under way takes no longer, unless upstream hangs; then the next server looks what became of it. */
const STOP_WITHIN_MS = 8_000;

/** Goes on with what an earlier server left, and carries out what is recorded from now on. Gives what ends that. */
export async function startReleases(runtime: Runtime): Promise<() => Promise<void>> {
  const worker = new ReleaseWorker({ ...runtime, now: monotonicNow, random: Math.random, schedule: scheduleTimer });
  await runtime.releases.start();
  await worker.start();
  return async () => {
    await Promise.race([worker.stop(), setTimeout(STOP_WITHIN_MS, undefined, { ref: false })]);
    await runtime.releases.stop();
  };
}
