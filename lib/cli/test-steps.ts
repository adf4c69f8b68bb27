import { type RunResult, run } from "@/lib/process/run";
import { buildConsole, isConsoleBuilt } from "./build-console";
import { bundleEngine } from "./bundle-engine";
import { NEXT } from "./next";

export type TestStep = { name: string; run(signal: AbortSignal): Promise<RunResult> };

/** The quick ones first. Their programs are run by our own Node, as npx would find them. */
export const TEST_STEPS: TestStep[] = [
  { name: "Format and lint", run: (signal) => tool(signal, "@biomejs/biome/bin/biome", "ci", "--colors=off", ".") },
  { name: "Types", run: checkTypes },
  { name: "Unused code", run: (signal) => tool(signal, "knip/bin/knip.js") },
  { name: "Build", run: buildUnlessBuilt },
];

/** A console that runs from this build would lose its pages by another one of the same sources. */
async function buildUnlessBuilt(signal: AbortSignal): Promise<RunResult> {
  await bundleEngine();
  return isConsoleBuilt() ? { code: 0, output: "" } : buildConsole(signal);
}

/** Next's generated types first: pages and routes are checked against them. */
async function checkTypes(signal: AbortSignal): Promise<RunResult> {
  const generated = await run(process.execPath, [NEXT, "typegen"], { signal });
  return generated.code === 0 ? tool(signal, "typescript/bin/tsc", "--noEmit") : generated;
}

function tool(signal: AbortSignal, path: string, ...args: string[]): Promise<RunResult> {
  const env = { ...process.env, NO_COLOR: "1" };
  return run(process.execPath, [`node_modules/${path}`, ...args], { env, signal });
}
