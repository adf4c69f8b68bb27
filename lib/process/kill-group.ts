import type { ChildProcess } from "node:child_process";

/** Kills a program that was started detached, with all that it started where groups are known. Gone already is fine. */
export function killGroup(child: ChildProcess): void {
  const { pid } = child;
  if (process.platform === "win32" || pid === undefined) {
    child.kill("SIGKILL");
    return;
  }
  try {
    process.kill(-pid, "SIGKILL");
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}
