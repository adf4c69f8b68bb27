import { aptGetInstall } from "@/lib/process/apt-get";
import { run } from "@/lib/process/run";

const PLAYWRIGHT_INSTALLER = ["node_modules/playwright-core/cli.js", "install", "--only-shell", "chromium"];

/** The system's own package where we may install one, for it brings its libraries along; else Playwright's build. */
export async function installBrowser(signal?: AbortSignal): Promise<string> {
  for (const name of ["chromium-headless-shell", "chromium"]) {
    if (await aptGetInstall(name, signal)) return `${name} was installed, but is not where it is looked for`;
  }
  const { code, output } = await run(process.execPath, PLAYWRIGHT_INSTALLER, { signal });
  if (code === 0) return "Playwright's Chromium was installed, but is not where it is looked for";
  return output.trim().split("\n").at(-1) || `Playwright's installer ended with code ${code}`;
}
