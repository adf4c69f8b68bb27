import { posix, win32 } from "node:path";
import type { Machine } from "./find-browser";

const MAC_APPS = ["Google Chrome for Testing", "Chromium"].map((app) => `${app}.app/Contents/MacOS/${app}`);

/** Newer Playwrights name the folders and files after Chrome for Testing, older ones after Chromium. */
const PROGRAMS: Record<string, { shell: string[]; browser: string[] }> = {
  linux: { shell: ["chrome-headless-shell", "headless_shell"], browser: ["chrome"] },
  darwin: { shell: ["chrome-headless-shell", "headless_shell"], browser: MAC_APPS },
  win32: { shell: ["chrome-headless-shell.exe", "headless_shell.exe"], browser: ["chrome.exe"] },
};

/** Where Playwright's installer may have put a Chromium: shells first, of each kind the newest first. */
export function playwrightCacheCandidates(machine: Machine): string[] {
  const programs = PROGRAMS[machine.platform];
  const folder = cacheFolder(machine);
  if (!programs || !folder) return [];
  return [
    ...builds(machine, folder, "chromium_headless_shell-", programs.shell),
    ...builds(machine, folder, "chromium-", programs.browser),
  ];
}

/** A build is `<kind>-<revision>/<platform folder>/<program>`. */
function builds(machine: Machine, cache: string, prefix: string, programs: string[]): string[] {
  const { join } = machine.platform === "win32" ? win32 : posix;
  const newestFirst = machine
    .list(cache)
    .filter((name) => name.startsWith(prefix))
    .sort((a, b) => Number(b.slice(prefix.length)) - Number(a.slice(prefix.length)));
  return newestFirst.flatMap((build) =>
    machine
      .list(join(cache, build))
      .flatMap((platformFolder) => programs.map((program) => join(cache, build, platformFolder, program))),
  );
}

function cacheFolder({ env, platform, home }: Machine): string | undefined {
  // "0" is Playwright's word for "inside the package".
  if (env.PLAYWRIGHT_BROWSERS_PATH === "0") return "node_modules/playwright-core/.local-browsers";
  if (env.PLAYWRIGHT_BROWSERS_PATH) return env.PLAYWRIGHT_BROWSERS_PATH;
  if (platform === "win32") return env.LOCALAPPDATA && win32.join(env.LOCALAPPDATA, "ms-playwright");
  if (platform === "darwin") return posix.join(home, "Library/Caches/ms-playwright");
  return posix.join(env.XDG_CACHE_HOME || posix.join(home, ".cache"), "ms-playwright");
}
