import { readdirSync, readFileSync } from "node:fs";

/** The processes whose command line names this text: a session's id stands in that of each of its browser's. */
export function processesNaming(text: string): number[] {
  return allProcesses().filter((pid) => readProc(pid, "cmdline").includes(text));
}

/**
 * Everything that was started for a console, its browsers included. Its own processes inherit the name of its data
 * folder, a browser is told it, and what a browser starts (zygotes, renderers) is known by its parent only.
 */
export function processesOf(dataFolder: string): { pid: number; commandLine: string }[] {
  const all = allProcesses().map((pid) => ({ pid, parent: parentOf(pid) }));
  const own = new Set(all.map(({ pid }) => pid).filter((pid) => isNamed(pid, dataFolder)));
  for (let before = -1; before < own.size; ) {
    before = own.size;
    for (const { pid, parent } of all) if (own.has(parent)) own.add(pid);
  }
  return [...own].map((pid) => ({ pid, commandLine: readProc(pid, "cmdline").replaceAll("\0", " ") }));
}

function isNamed(pid: number, dataFolder: string): boolean {
  return readProc(pid, "environ").includes(dataFolder) || readProc(pid, "cmdline").includes(dataFolder);
}

function parentOf(pid: number): number {
  return Number(/^PPid:\s*(\d+)$/m.exec(readProc(pid, "status"))?.[1]);
}

function allProcesses(): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => pid !== process.pid);
}

function readProc(pid: number, file: "cmdline" | "environ" | "status"): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    // It ended between being listed and being read.
    return "";
  }
}
