import { existsSync } from "node:fs";
import { run } from "./run";

const PROGRAM = "/usr/bin/apt-get";

/** Installs a Debian or Ubuntu package; false where that is not possible. */
export async function aptGetInstall(name: string, signal?: AbortSignal): Promise<boolean> {
  if (process.getuid?.() !== 0 || !existsSync(PROGRAM)) return false;
  const options = { signal, env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } };
  // One after the other, since apt-get refuses to be a second. Without a fork the signal reaches it.
  const aptGet = (...args: string[]) => run("flock", ["--no-fork", PROGRAM, PROGRAM, ...args], options);
  await aptGet("update");
  const install = await aptGet("install", "-y", "--no-install-recommends", name);
  return install.code === 0;
}
