import { expect, test } from "@playwright/test";
import { findBrowser } from "./find-browser";

const SHELL = "chrome-headless-shell";
const MAC_CHROME = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";
const MAC_TESTING = "Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing";

type Case = {
  title: string;
  platform: NodeJS.Platform;
  env?: NodeJS.Dict<string>;
  /** The programs on the machine; the first is the one to find. */
  files: string[];
};

const CASES: Case[] = [
  {
    title: "CHROMIUM_PATH wins over everything",
    platform: "linux",
    env: { CHROMIUM_PATH: "/opt/mine", PATH: "/usr/bin" },
    files: ["/opt/mine", "/usr/bin/chromium-headless-shell"],
  },
  {
    title: "a headless shell late on PATH wins over a browser early on it",
    platform: "linux",
    env: { PATH: "/first:/second" },
    files: ["/second/chrome-headless-shell", "/first/chromium"],
  },
  {
    title: "Chromium wins over Chrome",
    platform: "linux",
    env: { PATH: "/usr/bin" },
    files: ["/usr/bin/chromium", "/usr/bin/google-chrome"],
  },
  {
    title: "a PATH without /usr/bin does not hide what is there",
    platform: "linux",
    env: { PATH: "/srv/node/bin" },
    files: ["/usr/bin/chromium-headless-shell"],
  },
  { title: "Chrome in /opt is found", platform: "linux", files: ["/opt/google/chrome/chrome"] },
  {
    title: "an installed browser wins over Playwright's cache",
    platform: "linux",
    files: ["/usr/bin/google-chrome", `/home/me/.cache/ms-playwright/chromium_headless_shell-1200/linux64/${SHELL}`],
  },
  {
    title: "in Playwright's cache the newest shell wins, by number",
    platform: "linux",
    files: [
      `/home/me/.cache/ms-playwright/chromium_headless_shell-1200/chrome-headless-shell-linux64/${SHELL}`,
      "/home/me/.cache/ms-playwright/chromium_headless_shell-999/chrome-linux/headless_shell",
      "/home/me/.cache/ms-playwright/chromium-1300/chrome-linux64/chrome",
    ],
  },
  {
    title: "Playwright's cache may be moved",
    platform: "linux",
    env: { PLAYWRIGHT_BROWSERS_PATH: "/ms" },
    files: ["/ms/chromium-1300/chrome-linux64/chrome"],
  },
  { title: "Chrome among the applications", platform: "darwin", files: [MAC_CHROME] },
  {
    title: "an application of this person alone",
    platform: "darwin",
    files: ["/home/me/Applications/Chromium.app/Contents/MacOS/Chromium"],
  },
  {
    title: "Homebrew's shell wins over an application",
    platform: "darwin",
    env: { PATH: "/opt/homebrew/bin:/usr/bin" },
    files: [`/opt/homebrew/bin/${SHELL}`, MAC_CHROME],
  },
  {
    title: "Playwright's cache on macOS",
    platform: "darwin",
    files: [`/home/me/Library/Caches/ms-playwright/chromium-1300/chrome-mac-arm64/${MAC_TESTING}`],
  },
  {
    title: "Chrome in Program Files wins over Edge",
    platform: "win32",
    env: { ProgramFiles: "C:\\Program Files", "ProgramFiles(x86)": "C:\\Program Files (x86)" },
    files: [
      "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
      "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
    ],
  },
  {
    title: "a shell on the Path of Windows",
    platform: "win32",
    env: { Path: "C:\\tools;C:\\Windows" },
    files: ["C:\\tools\\chrome-headless-shell.exe"],
  },
  {
    title: "Playwright's cache on Windows",
    platform: "win32",
    env: { LOCALAPPDATA: "C:\\Local" },
    files: [
      "C:\\Local\\ms-playwright\\chromium_headless_shell-1200\\chrome-headless-shell-win64\\chrome-headless-shell.exe",
    ],
  },
];

for (const { title, platform, env = {}, files } of CASES) {
  test(`${platform}: ${title}`, () => {
    expect(findBrowser(machineWith(platform, env, files))).toBe(files[0]);
  });
}

test("nothing is found where nothing is", () => {
  for (const platform of ["linux", "darwin", "win32"] as const) {
    expect(findBrowser(machineWith(platform, { PATH: "/usr/bin" }, []))).toBeUndefined();
  }
});

test("a wrong CHROMIUM_PATH is an error, even where a browser could be found", () => {
  const machine = machineWith("linux", { CHROMIUM_PATH: "/opt/gone" }, ["/usr/bin/chromium"]);
  expect(() => findBrowser(machine)).toThrow(/^CHROMIUM_PATH is \/opt\/gone, which is no program/);
});

function machineWith(platform: NodeJS.Platform, env: NodeJS.Dict<string>, files: string[]) {
  const separator = platform === "win32" ? "\\" : "/";
  return {
    env,
    platform,
    home: "/home/me",
    isExecutable: (path: string) => files.includes(path),
    list: (folder: string) =>
      files
        .filter((file) => file.startsWith(folder + separator))
        .map((file) => file.slice(folder.length + 1).split(separator)[0] ?? ""),
  };
}
