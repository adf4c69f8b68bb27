import type { FastifyInstance } from "fastify";
import { lockFolder } from "@/lib/process/folder-lock";
import { StartupError } from "@/lib/process/startup-error";
import { loadApiKey } from "./api-key";
import { buildEngine } from "./build-engine";
import { isDiskFull } from "./http/is-disk-full";
import { readSettings, type Settings } from "./settings";
import { stopOnce } from "./stop-once";

/** Other machines have no business with browsers that run anything; at ::1 the console would not find the engine. */
const HOST = "127.0.0.1";

try {
  await start();
} catch (error) {
  const reason = error instanceof StartupError ? error.message : `The engine failed to start: ${error}`;
  process.stderr.write(`${reason}\n`);
  process.exit(1);
}

async function start(): Promise<void> {
  const settings = readSettings(process.env);
  try {
    await run(settings);
  } catch (cause) {
    // The lock's failures come as the cause of their own.
    if (!isDiskFull(cause) && !(cause instanceof Error && isDiskFull(cause.cause))) throw cause;
    throw new StartupError(`The disk of ${settings.dataDir} is full. Make room on it, and start again.`, { cause });
  }
}

async function run(settings: Settings): Promise<void> {
  const lock = await lockFolder(settings.dataDir, "engine");
  const app = buildEngine({ ...settings, apiKey: settings.apiKey ?? loadApiKey(settings.dataDir) });
  const close = async () => {
    await app.close();
    await lock.release();
  };
  const url = await listen(app, settings.port).catch(async (error) => {
    await close();
    throw error;
  });
  const stop = stopOnce(close, { log: app.log, exit: (code) => process.exit(code) });
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
  process.on("disconnect", stop);
  app.log.info({ url, chromium: settings.chromiumPath }, "engine ready");
  process.send?.({ type: "ready", url });
}

async function listen(app: FastifyInstance, port: number): Promise<string> {
  try {
    return await app.listen({ host: HOST, port });
  } catch (cause) {
    if (!(cause instanceof Error && "code" in cause && cause.code === "EADDRINUSE")) throw cause;
    throw new StartupError(`Port ${port} is taken. Stop what listens there, or set ENGINE_PORT to another one.`, {
      cause,
    });
  }
}
