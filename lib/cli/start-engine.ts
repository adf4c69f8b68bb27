import { join } from "node:path";
import { z } from "zod";
import { displayPath } from "@/lib/process/display-path";
import { StartupError } from "@/lib/process/startup-error";
import type { Env } from "@/lib/server/env";
import { ENGINE_PROGRAM } from "./bundle-engine";
import { Program } from "./program";
import { say } from "./say";
import type { Supervised } from "./supervise";

/** It needs half a second. */
const READY_DEADLINE_MS = 30_000;

const Ready = z.object({ type: z.literal("ready"), url: z.url() });

export type EngineOptions = { env: Env; browser: string; logFile?: string };

export async function startEngine({ signal, programs }: Supervised, options: EngineOptions): Promise<Program> {
  const { env, browser, logFile } = options;
  const engine = new Program({
    name: "engine",
    args: ["--enable-source-maps", ENGINE_PROGRAM],
    env: {
      CHROMIUM_PATH: browser,
      ENGINE_PORT: String(env.enginePort),
      ENGINE_DATA_DIR: join(env.dataFolder, "engine"),
    },
    logFile,
  });
  programs.push(engine);
  const { url } = Ready.parse(await engine.whenReady(firstMessage(engine, signal)));
  say(`Engine: ${url}${logFile ? `, log in ${displayPath(logFile)}` : ""}`);
  return engine;
}

async function firstMessage(engine: Program, signal: AbortSignal): Promise<unknown> {
  const deadline = AbortSignal.timeout(READY_DEADLINE_MS);
  try {
    return await engine.nextMessage(AbortSignal.any([signal, deadline]));
  } catch (cause) {
    if (signal.aborted || !deadline.aborted) throw cause;
    await engine.stop();
    throw new StartupError(`The engine was not ready within ${READY_DEADLINE_MS / 1_000} s and was stopped.`, {
      cause,
    });
  }
}
