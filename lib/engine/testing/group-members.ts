import { readdirSync, readFileSync } from "node:fs";

/** The process groups that these processes are in. */
export function groupsOf(pids: readonly number[]): ReadonlySet<string> {
  return new Set(pids.flatMap((pid) => readStat(pid)?.group ?? []));
}

/** All living processes of the groups: what a browser starts does not name its folders, but stays in its group. */
export function membersOf(groups: ReadonlySet<string>): number[] {
  return readdirSync("/proc")
    .map(Number)
    .filter((pid) => {
      const stat = Number.isInteger(pid) ? readStat(pid) : undefined;
      return stat !== undefined && stat.state !== "Z" && groups.has(stat.group);
    });
}

export function isRunning(pid: number): boolean {
  const stat = readStat(pid);
  return stat !== undefined && stat.state !== "Z";
}

function readStat(pid: number): { state: string; group: string } | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name in parentheses may hold spaces.
    const [state = "", , group = ""] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return { state, group };
  } catch {
    // It ended between being listed and being read.
    return undefined;
  }
}
