import { join } from "node:path";
import { type Env, localOrigin } from "@/lib/server/env";
import { type ConsoleMode, NEXT, NEXT_ENV } from "./next";
import { Program } from "./program";
import type { Supervised } from "./supervise";
import { untilHealthy } from "./until-healthy";

/**
 * glibc takes the freeing of a large block for a sign that more of them come, and from then on keeps them: 32 MB for each
 * thread that ever hashed a password. With a limit that is set, blocks from 1 MiB on go back to the system when freed.
 */
const GIVE_MEMORY_BACK = { MALLOC_MMAP_THRESHOLD_: String(1024 * 1024) };

type WebOptions = { env: Env; mode: ConsoleMode };

export type WebStarted = {
  /** Where it listens, as this machine reaches it. */
  address: string;
  /** Where the first admin is made, while there is none. */
  firstRunLink?: string;
};

export async function startWeb(
  { signal, programs, endings }: Supervised,
  { env, mode }: WebOptions,
): Promise<WebStarted> {
  const web = new Program({
    name: "web server",
    args: ["--import", "./lib/cli/end-with-parent.js", NEXT, mode, "-H", env.host, "-p", String(env.port)],
    env: { ...NEXT_ENV, ...GIVE_MEMORY_BACK, KEEPWATCH_DATA_DIR: env.dataFolder },
    logFile: mode === "start" ? join(env.dataFolder, "web.log") : undefined,
  });
  programs.push(web);
  endings.push(web.ended);
  const address = localOrigin(env);
  // Sent before the server answers anything.
  const told = web.nextMessage(signal).then(toFirstRunLink);
  const ready = untilHealthy(`${address}/api/health`, signal).then(() => undefined);
  await web.whenReady(ready);
  return { address, firstRunLink: await Promise.race([told, ready]) };
}

function toFirstRunLink(message: unknown): string | undefined {
  if (typeof message !== "object" || message === null || !("firstRunLink" in message)) return undefined;
  return String(message.firstRunLink);
}
