import { join } from "node:path";
import { displayPath } from "@/lib/process/display-path";
import { readEnv } from "@/lib/server/env";
import { bundleEngine } from "./bundle-engine";
import { ensureBrowser } from "./ensure-browser";
import { requireFreePort } from "./require-free-port";
import { say } from "./say";
import { startEngine } from "./start-engine";
import { supervise } from "./supervise";

/** The engine alone, in the foreground, its log on the terminal. */
export function engine(): Promise<number> {
  return supervise(async (supervised) => {
    const env = readEnv();
    await requireFreePort("127.0.0.1", env.enginePort, "ENGINE_PORT");
    const browser = await ensureBrowser(supervised.signal);
    await bundleEngine();
    const keyPlace = process.env.ENGINE_API_KEY
      ? "ENGINE_API_KEY"
      : displayPath(join(env.dataFolder, "engine/api-key"));
    say(`API key: in ${keyPlace}`);
    const engine = await startEngine(supervised, { env, browser });
    supervised.endings.push(engine.ended);
  });
}
