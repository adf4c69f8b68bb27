import { firstRunSentence } from "@/lib/process/first-run-sentence";
import { readEnv } from "@/lib/server/env";
import { keepEngine } from "./keep-engine";
import type { ConsoleMode } from "./next";
import { prepareConsole } from "./prepare-console";
import { say } from "./say";
import { startWeb } from "./start-web";
import { supervise } from "./supervise";

/** The whole console, in the foreground. */
export function runConsole(mode: ConsoleMode): Promise<number> {
  return supervise(async (supervised) => {
    const env = readEnv();
    const browser = await prepareConsole(env, mode, supervised.signal);
    if (browser) await keepEngine(supervised, { env, browser, logFile: `${env.dataFolder}/engine.log` });
    const { address, firstRunLink } = await startWeb(supervised, { env, mode });
    say(`Keepwatch is ready: ${address}`);
    if (firstRunLink) say(firstRunSentence(firstRunLink));
    say("Ctrl-C stops it, and every browser with it.");
  });
}
