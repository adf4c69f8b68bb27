import { firstRunSentence } from "@/lib/process/first-run-sentence";
import { readEnv, type WebEnv } from "@/lib/server/env";
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
    sayWhereItIs(env.web, address);
    if (firstRunLink) say(firstRunSentence(firstRunLink));
    say("Ctrl-C stops it, and every browser with it.");
  });
}

function sayWhereItIs({ publicUrl, isSecure, trustedProxies }: WebEnv, address: string): void {
  say(`Keepwatch is ready: ${publicUrl ?? address}`);
  if (!publicUrl) return;
  say(`It listens on ${address}.`);
  if (!isSecure || trustedProxies.length > 0) return;
  say("KEEPWATCH_TRUSTED_PROXIES names no proxy: everybody counts as one client, with one limit on requests.");
}
