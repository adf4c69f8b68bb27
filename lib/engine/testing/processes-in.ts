import { readdirSync, readlinkSync } from "node:fs";

/** The processes that work in a folder or below it, as the operating system lists them. */
export function processesIn(folder: string): number[] {
  return readdirSync("/proc")
    .map(Number)
    .filter((pid) => Number.isInteger(pid) && `${workDirOf(pid)}/`.startsWith(`${folder}/`));
}

function workDirOf(pid: number): string {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    // It ended between the two reads, or is somebody else's.
    return "";
  }
}
