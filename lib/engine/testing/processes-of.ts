import { readdirSync, readFileSync } from "node:fs";

/** The processes whose command line names a folder, as the operating system lists them; dead ones have no command line. */
export function processesOf(folder: string): number[] {
  return readdirSync("/proc")
    .map(Number)
    .filter((pid) => Number.isInteger(pid) && commandLine(pid).includes(folder));
}

function commandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8");
  } catch {
    // It ended between the two reads.
    return "";
  }
}
