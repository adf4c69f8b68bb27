import { z } from "zod";
import { startBenchEngine } from "./bench-engine";
import { type CdpLine, openCdpLine } from "./cdp-line";
import { elapsedMs } from "./elapsed-ms";
import type { Figure } from "./figure";
import { peakMemoryMb } from "./process-usage";
import { inMs } from "./ratio-figure";

const MEGABYTES = 20;
const LARGE = { expression: `"x".repeat(${MEGABYTES * 1024 * 1024})`, returnByValue: true };

const Targets = z.object({
  result: z.object({ targetInfos: z.array(z.object({ targetId: z.string(), type: z.string() })) }),
});
const Attached = z.object({ result: z.object({ sessionId: z.string() }) });

/** Answers of 20 MB from one session, while another asks for little; by the engine, and past it. */
export async function measureLargeMessage(runs: number): Promise<Figure[]> {
  const engine = await startBenchEngine();
  try {
    const [large, small] = [await engine.create(), await engine.create()];
    const direct = await besideLarge(await engine.directUrl(large.id), await engine.directUrl(small.id), runs);
    const before = peakMemoryMb(engine.pid);
    const byEngine = await besideLarge(large.connectUrl, small.connectUrl, runs);
    return [
      {
        name: `engine's memory grows by answers of ${MEGABYTES} MB, most`,
        value: `${peakMemoryMb(engine.pid) - before} MB`,
        comparedTo: `meant to be a few times ${MEGABYTES} MB at most`,
      },
      toFigure("direct", direct),
      toFigure("engine", byEngine),
    ];
  } finally {
    await engine.stop();
  }
}

function toFigure(way: string, times: readonly number[]): Figure {
  return {
    name: `another session's round trip meanwhile, ${way}`,
    value: inMs(times),
    comparedTo: `longest ${Math.max(...times).toFixed(0)} ms of ${times.length}; this program reads all that itself`,
  };
}

async function besideLarge(largeUrl: string, smallUrl: string, runs: number): Promise<number[]> {
  const [large, small] = [await openCdpLine(largeUrl), await openCdpLine(smallUrl)];
  const sessionId = await attachToPage(large);
  const times: number[] = [];
  for (let run = 0; run < runs; run++) {
    let isUnderWay = true;
    const answered = large.call("Runtime.evaluate", LARGE, sessionId).finally(() => {
      isUnderWay = false;
    });
    while (isUnderWay) times.push(await elapsedMs(() => small.call("Browser.getVersion")));
    await answered;
  }
  large.close();
  small.close();
  return times;
}

async function attachToPage(line: CdpLine): Promise<string> {
  const { targetInfos } = Targets.parse(JSON.parse(await line.call("Target.getTargets"))).result;
  const page = targetInfos.find(({ type }) => type === "page");
  const attached = await line.call("Target.attachToTarget", { targetId: page?.targetId, flatten: true });
  return Attached.parse(JSON.parse(attached)).result.sessionId;
}
