import { StartupError } from "@/lib/process/startup-error";
import { browserProblem } from "./browser-problem";
import { findBrowsers } from "./find-browser";
import { installBrowser } from "./install-browser";
import { say } from "./say";
import { thisMachine } from "./this-machine";

/** The path of a Chromium that starts, installed first where none does. */
export async function ensureBrowser(signal?: AbortSignal): Promise<string> {
  const { CHROMIUM_PATH: chosen } = process.env;
  const browser = chosen ? await requireWorking(chosen, signal) : await findOrInstall(signal);
  say(`Browser: ${browser}`);
  return browser;
}

async function requireWorking(chosen: string, signal?: AbortSignal): Promise<string> {
  // Throws when it is no program.
  const [browser = chosen] = findBrowsers(thisMachine());
  const problem = await browserProblem(browser, signal);
  if (!problem) return browser;
  throw new StartupError(
    `CHROMIUM_PATH is ${chosen}, which does not start (${problem}); correct it, or unset it to have one found.`,
  );
}

async function findOrInstall(signal?: AbortSignal): Promise<string> {
  const found = findBrowsers(thisMachine());
  const browser = await firstThatStarts(found, signal);
  if (browser) return browser;
  say("Installing a headless Chromium (first start only, about a minute)…");
  const problem = await installBrowser(signal);
  const installed = findBrowsers(thisMachine()).filter((path) => !found.includes(path));
  const newBrowser = await firstThatStarts(installed, signal);
  if (newBrowser) return newBrowser;
  const reason = installed.length > 0 ? "the one that was installed does not start either" : problem;
  throw new StartupError(
    `No Chromium that starts was found, nor could one be installed (${reason}); set CHROMIUM_PATH to one that starts.`,
  );
}

async function firstThatStarts(browsers: string[], signal?: AbortSignal): Promise<string | undefined> {
  for (const browser of browsers) {
    const problem = await browserProblem(browser, signal);
    if (!problem) return browser;
    say(`Passed over ${browser}, which does not start: ${problem}`);
  }
  return undefined;
}
