import { spawn } from "node:child_process";
import { availableParallelism } from "node:os";
import { startBenchEngine } from "./bench-engine";
import type { Figure } from "./figure";
import { browserProcesses, untilGone } from "./process-group";
import { inMs } from "./ratio-figure";

const SESSIONS = 5;

/** From the SIGKILL of an engine to the end of its browsers' last process, on a machine at rest and on a busy one. */
export async function measureDeath(runs: number): Promise<Figure[]> {
  return [await measure("at rest", 0, runs), await measure("busy", 2 * availableParallelism(), runs)];
}

async function measure(how: string, busyProcesses: number, runs: number): Promise<Figure> {
  const times: number[] = [];
  for (let run = 0; run < runs; run++) {
    const engine = await startBenchEngine();
    const sessions = await Promise.all(Array.from({ length: SESSIONS }, () => engine.create()));
    const processes = sessions.flatMap(({ id }) => browserProcesses(engine.profileDir(id)));
    const load = Array.from({ length: busyProcesses }, () => spawn(process.execPath, ["-e", "for (;;);"]));
    try {
      engine.kill("SIGKILL");
      times.push(await untilGone(processes));
    } finally {
      for (const each of load) each.kill("SIGKILL");
    }
    await engine.stop();
  }
  return {
    name: `SIGKILL of the engine → none of ${SESSIONS} browsers left, ${how}`,
    value: inMs(times),
    comparedTo: "meant to be at most 1000 ms",
  };
}
