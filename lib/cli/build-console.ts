import { readFileSync, writeFileSync } from "node:fs";
import { type RunResult, run } from "@/lib/process/run";
import { StartupError } from "@/lib/process/startup-error";
import { NEXT, NEXT_ENV } from "./next";
import { say } from "./say";
import { sourceHash } from "./source-hash";

const STAMP_FILE = ".next/keepwatch-build.json";

/** Builds the pages unless the build that is there was made from these very sources. */
export async function buildConsoleWhenStale(signal: AbortSignal): Promise<void> {
  if (isConsoleBuilt()) return;
  say("Building the console (at the first start and after changes; half a minute, on a slow machine two)…");
  const { code, output } = await buildConsole(signal);
  if (code !== 0) throw new StartupError(`The console could not be built:\n${output.trim()}`);
}

export function isConsoleBuilt(): boolean {
  return readText(STAMP_FILE) === stampOf(sourceHash("."));
}

/** Takes the hash first: what changes during a build may not be in it. */
export async function buildConsole(signal: AbortSignal): Promise<RunResult> {
  const hash = sourceHash(".");
  const result = await run(process.execPath, [NEXT, "build"], { env: { ...process.env, ...NEXT_ENV }, signal });
  if (result.code === 0) writeFileSync(STAMP_FILE, stampOf(hash));
  return result;
}

/** Next's own id is part of it, so that a build made without us does not pass for ours. */
function stampOf(hash: string): string {
  return JSON.stringify({ hash, build: readText(".next/BUILD_ID") });
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
