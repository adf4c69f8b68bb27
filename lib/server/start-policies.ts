import { setTimeout } from "node:timers/promises";
import { PolicyRunner } from "./enforcer/policy-runner";
import { RepeatedJob } from "./repeated-job";
import type { Runtime } from "./runtime";

/** As often as rows are worth looking at for a countdown in minutes. */
const EVERY_MS = 5_000;

/** Carries out policies from now on. Gives what ends that. */
export function startPolicies(runtime: Runtime): () => Promise<void> {
  const runner = new PolicyRunner(runtime);
  const job = new RepeatedJob({
    name: "carry out policies",
    everyMs: EVERY_MS,
    run: () => runner.run(),
    log: runtime.log,
    now: Date.now,
    random: Math.random,
    wait: (ms, signal) => setTimeout(ms, undefined, { signal, ref: false }),
  });
  job.start();
  return async () => {
    await job.stop();
    runner.stop();
  };
}
