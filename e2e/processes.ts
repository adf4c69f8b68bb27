import { readdirSync, readFileSync } from "node:fs";

/** The processes whose command line names this text: a session's id stands in that of each of its browser's. */
export function processesNaming(text: string): number[] {
  return allProcesses().filter((pid) => readProc(pid, "cmdline").includes(text));
}

/** Everything that was started for a console, its browsers included: they all inherit the name of its data folder. */
export function processesOf(dataFolder: string): { pid: number; commandLine: string }[] {
  return allProcesses()
    .filter((pid) => readProc(pid, "environ").includes(dataFolder))
    .map((pid) => ({ pid, commandLine: readProc(pid, "cmdline").replaceAll("\0", " ") }));
}

function allProcesses(): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => pid !== process.pid);
}

function readProc(pid: number, file: "cmdline" | "environ"): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    // It ended between being listed and being read.
    return "";
  }
}
