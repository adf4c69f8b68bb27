import { displayPath } from "@/lib/process/display-path";
import { run } from "@/lib/process/run";
import { StartupError } from "@/lib/process/startup-error";
import { writableFolder } from "@/lib/process/writable-folder";
import type { Env } from "@/lib/server/env";
import { buildConsoleWhenStale } from "./build-console";
import { bundleEngine } from "./bundle-engine";
import { ensureBrowser } from "./ensure-browser";
import type { ConsoleMode } from "./next";
import { requireFreePort } from "./require-free-port";
import { say } from "./say";

/** All that has to be in place before anything runs, the quick refusals first. Gives the browser, if one is needed. */
export async function prepareConsole(env: Env, mode: ConsoleMode, signal: AbortSignal): Promise<string | undefined> {
  const hasEngine = env.upstream.kind === "engine";
  await requireFreePort(env.host, env.port, "PORT");
  if (hasEngine) await requireFreePort("127.0.0.1", env.enginePort, "ENGINE_PORT");
  await writableFolder(env.dataFolder);
  const browser = hasEngine ? await ensureBrowser(signal) : undefined;
  if (hasEngine) await bundleEngine();
  await prepareDatabase(env, signal);
  if (mode === "start") await buildConsoleWhenStale(signal);
  signal.throwIfAborted();
  return browser;
}

/** In a process of its own: making an embedded database takes 840 MB, once, and they go with the process. */
async function prepareDatabase({ database }: Env, signal: AbortSignal): Promise<void> {
  const { code, output } = await run(process.execPath, ["lib/cli/keepwatch.js", "migrate"], { signal });
  if (code !== 0) throw new StartupError(output.trim());
  if (database.kind === "postgres") return say("Database: PostgreSQL, from DATABASE_URL.");
  const folder = displayPath(database.folder);
  say(`Database: embedded, in ${folder}. It survives a crash, not a power cut; set DATABASE_URL for keeps.`);
}
