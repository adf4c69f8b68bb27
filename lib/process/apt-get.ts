import { existsSync } from "node:fs";
import { run } from "./run";

/** Installs a Debian or Ubuntu package; false where that is not possible. */
export async function aptGetInstall(name: string, signal?: AbortSignal): Promise<boolean> {
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) return false;
  const options = { signal, env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } };
  await run("apt-get", ["update"], options);
  const install = await run("apt-get", ["install", "-y", "--no-install-recommends", name], options);
  return install.code === 0;
}
