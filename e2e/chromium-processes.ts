import { readdirSync, readFileSync } from "node:fs";

/** The processes whose command line names this text: a session's id stands in that of each of its browser's. */
export function processesNaming(text: string): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && commandLine(name).includes(text))
    .map(Number)
    .filter((pid) => pid !== process.pid);
}

function commandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8");
  } catch {
    // It ended between being listed and being read.
    return "";
  }
}
