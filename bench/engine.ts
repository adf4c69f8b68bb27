import { cpus, loadavg } from "node:os";
import { parseArgs } from "node:util";
import { bundleEngine } from "@/lib/cli/bundle-engine";
import { type Figure, toTable } from "./figure";
import { measureCrowd } from "./measure-crowd";
import { measureDeath } from "./measure-death";
import { measureLargeMessage } from "./measure-large-message";
import { measureRelease } from "./measure-release";
import { measureRoundTrips } from "./measure-round-trips";
import { measureStart } from "./measure-start";

/*
 * The engine beside what it stands between: Chromium started and driven by hand, in turn with it and in the same run.
 *
 *   npm run bench:engine -- [--runs 15] [--only start,round-trips,release,crowd,large-message,death]
 *
 * Each figure is the median and the 95th percentile. CHROMIUM_PATH says which browser; the targets are for a headless
 * shell. Round trips are compared to `socat`, which is to be installed. Other work on the machine goes into every figure,
 * which is why each stands beside its raw one.
 */
const MEASUREMENTS: Record<string, (runs: number) => Promise<Figure[]>> = {
  start: measureStart,
  "round-trips": measureRoundTrips,
  release: measureRelease,
  crowd: measureCrowd,
  "large-message": measureLargeMessage,
  death: measureDeath,
};

const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "15" },
    only: { type: "string", default: Object.keys(MEASUREMENTS).join(",") },
  },
});

await bundleEngine();
process.stdout.write(`${cpus().length} × ${cpus()[0]?.model}, ${values.runs} runs\n`);
for (const name of values.only.split(",")) {
  const before = loadavg()[0]?.toFixed(1);
  const figures = await MEASUREMENTS[name]?.(Number(values.runs));
  if (!figures) throw new Error(`There is no measurement ${name}; there are ${Object.keys(MEASUREMENTS).join(", ")}`);
  process.stdout.write(`\n${name} (load ${before} before)\n${toTable(figures)}\n`);
}
process.exit(0);
