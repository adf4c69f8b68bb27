import { StartupError } from "@/lib/process/startup-error";
import { findBrowser } from "./find-browser";
import { installBrowser } from "./install-browser";
import { say } from "./say";
import { thisMachine } from "./this-machine";

/** The path of a Chromium that is there, installed first where none was. */
export async function ensureBrowser(signal?: AbortSignal): Promise<string> {
  const browser = findBrowser(thisMachine()) ?? (await installAndFind(signal));
  say(`Browser: ${browser}`);
  return browser;
}

async function installAndFind(signal?: AbortSignal): Promise<string> {
  say("Installing a headless Chromium (first start only, about a minute)…");
  const problem = await installBrowser(signal);
  const browser = findBrowser(thisMachine());
  if (browser) return browser;
  throw new StartupError(
    `No Chromium was found, and none could be installed (${problem}); install Chromium or set CHROMIUM_PATH to one.`,
  );
}
