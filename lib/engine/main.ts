import type { FastifyInstance } from "fastify";
import { lockFolder } from "@/lib/process/folder-lock";
import { StartupError } from "@/lib/process/startup-error";
import { loadApiKey } from "./api-key";
import { buildEngine } from "./build-engine";
import { readSettings, type Settings } from "./settings";

/** A Chromium that resists is left to its closed control pipe. */
const STOP_DEADLINE_MS = 2_000;

try {
  await start();
} catch (error) {
  const reason = error instanceof StartupError ? error.message : `The engine failed to start: ${error}`;
  process.stderr.write(`${reason}\n`);
  process.exit(1);
}

async function start(): Promise<void> {
  const settings = readSettings(process.env);
  const lock = await lockFolder(settings.dataDir, "engine");
  const app = buildEngine({ ...settings, apiKey: settings.apiKey ?? loadApiKey(settings.dataDir) });
  const close = async () => {
    await app.close();
    await lock.release();
  };
  const url = await listen(app, settings).catch(async (error) => {
    await close();
    throw error;
  });
  const stop = stopOnce(close);
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
  process.on("disconnect", stop);
  app.log.info({ url, chromium: settings.chromiumPath }, "engine ready");
  process.send?.({ type: "ready", url });
}

async function listen(app: FastifyInstance, { host, port }: Settings): Promise<string> {
  try {
    return await app.listen({ host, port });
  } catch (cause) {
    if (!(cause instanceof Error && "code" in cause && cause.code === "EADDRINUSE")) throw cause;
    throw new StartupError(`Port ${port} is taken. Stop what listens there, or set ENGINE_PORT to another one.`, {
      cause,
    });
  }
}

function stopOnce(close: () => Promise<void>): () => void {
  let isStopping = false;
  return () => {
    if (isStopping) return;
    isStopping = true;
    setTimeout(() => process.exit(1), STOP_DEADLINE_MS).unref();
    void close().then(() => process.exit(0));
  };
}
