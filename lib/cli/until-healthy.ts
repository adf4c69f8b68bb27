import { setTimeout as sleep } from "node:timers/promises";
import { StartupError } from "@/lib/process/startup-error";

/** Far above the slowest first compilation that `next dev` was seen to need. */
const PATIENCE_MS = 60_000;
const ASK_EVERY_MS = 100;

export async function untilHealthy(url: string, signal: AbortSignal): Promise<void> {
  const giveUpAt = Date.now() + PATIENCE_MS;
  let answer = await ask(url, signal);
  while (answer !== "200") {
    if (Date.now() > giveUpAt) {
      throw new StartupError(`The web server is up but not well: ${url} answers ${answer}; see its log.`);
    }
    await sleep(ASK_EVERY_MS, undefined, { signal });
    answer = await ask(url, signal);
  }
}

async function ask(url: string, signal: AbortSignal): Promise<string> {
  try {
    // The console answers to loopback names and to KEEPWATCH_URL's, and it may listen on neither.
    const response = await fetch(url, { headers: { host: "localhost" }, signal });
    await response.body?.cancel();
    return String(response.status);
  } catch (error) {
    signal.throwIfAborted();
    return error instanceof Error ? error.message : String(error);
  }
}
