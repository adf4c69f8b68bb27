import { startBenchEngine } from "./bench-engine";
import { elapsedMs } from "./elapsed-ms";
import type { Figure } from "./figure";
import { browserProcesses, untilGone } from "./process-group";
import { inMs } from "./ratio-figure";
import { startRawChromium } from "./raw-chromium";

/** From the release to its answer, and to the end of the browser's last process; beside SIGKILL by hand. */
export async function measureRelease(runs: number): Promise<Figure[]> {
  const engine = await startBenchEngine();
  const times = { raw: [] as number[], answer: [] as number[], gone: [] as number[] };
  try {
    for (let run = 0; run < runs; run++) {
      const raw = await startRawChromium();
      const rawProcesses = browserProcesses(raw.profileDir);
      const [goneByHand] = await Promise.all([untilGone(rawProcesses), raw.end()]);
      times.raw.push(goneByHand);

      const session = await engine.create();
      const processes = browserProcesses(engine.profileDir(session.id));
      const [gone, answer] = await Promise.all([untilGone(processes), elapsedMs(() => engine.release(session))]);
      times.gone.push(gone);
      times.answer.push(answer);
    }
  } finally {
    await engine.stop();
  }
  return [
    { name: "SIGKILL by hand → no process left", value: inMs(times.raw), comparedTo: "" },
    { name: "release → answer", value: inMs(times.answer), comparedTo: "meant to be at most 50 ms" },
    { name: "release → no process left", value: inMs(times.gone), comparedTo: "meant to be at most 250 / 1000 ms" },
  ];
}
