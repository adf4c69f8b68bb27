import { setTimeout } from "node:timers/promises";
import { groupsOf, isRunning, membersOf } from "@/lib/engine/testing/group-members";
import { processesOf } from "@/lib/engine/testing/processes-of";

const LOOK_MS = 2;

/** Every process of the browsers whose folders lie below this one. */
export function browserProcesses(folder: string): number[] {
  return membersOf(groupsOf(processesOf(folder)));
}

/** How long it took until none of them was left. */
export async function untilGone(pids: readonly number[]): Promise<number> {
  const startedAt = performance.now();
  let left = pids;
  while (left.length > 0) {
    left = left.filter(isRunning);
    await setTimeout(LOOK_MS);
  }
  return performance.now() - startedAt;
}
