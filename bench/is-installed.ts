import { spawnSync } from "node:child_process";

export function isInstalled(program: string): boolean {
  return spawnSync(program, ["-V"], { stdio: "ignore" }).error === undefined;
}
