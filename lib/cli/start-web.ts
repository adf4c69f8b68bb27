import { join } from "node:path";
import type { Env } from "@/lib/server/env";
import { type ConsoleMode, NEXT, NEXT_ENV } from "./next";
import { Program } from "./program";
import type { Supervised } from "./supervise";
import { untilHealthy } from "./until-healthy";

type WebOptions = { env: Env; mode: ConsoleMode };

/** Gives the address where it listens, as this machine reaches it. */
export async function startWeb({ signal, programs, endings }: Supervised, { env, mode }: WebOptions): Promise<string> {
  const web = new Program({
    name: "web server",
    args: ["--import", "./lib/cli/end-with-parent.js", NEXT, mode, "-H", env.host, "-p", String(env.port)],
    env: { ...NEXT_ENV, KEEPWATCH_DATA_DIR: env.dataFolder },
    logFile: mode === "start" ? join(env.dataFolder, "web.log") : undefined,
  });
  programs.push(web);
  endings.push(web.ended);
  const address = addressOf(env);
  await web.whenReady(untilHealthy(`${address}/api/health`, signal));
  return address;
}

/** The addresses that mean every one of a machine's cannot be opened; its loopback address is one of them. */
function addressOf({ host, port }: Env): string {
  if (host === "0.0.0.0") return `http://127.0.0.1:${port}`;
  if (host === "::") return `http://[::1]:${port}`;
  return `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
}
