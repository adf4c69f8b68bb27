import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { findFullChromium } from "../browser/full-chromium";
import { findChromedriver } from "../selenium/find-chromedriver";

const NAMES = ["chromium-headless-shell", "chrome-headless-shell", "chromium", "chromium-browser", "google-chrome"];
const USUAL_PLACES = [
  "/usr/lib/chromium/chromium",
  "/opt/google/chrome/chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/** The browser that the engine's tests drive: `CHROMIUM_PATH`, or else the first that is found. */
export const chromiumPath = process.env.CHROMIUM_PATH || findChromium(process.env.PATH ?? "");

/** Absent where only a headless shell is installed; the tests of extensions are skipped there. */
export const fullChromiumPath =
  process.env.CHROMIUM_FULL_PATH || findFullChromium(chromiumPath, process.env.PATH ?? "");

/** Absent where none is installed; the tests of Selenium are skipped there. */
export const chromedriverPath = process.env.CHROMEDRIVER_PATH || findChromedriver(process.env.PATH ?? "");

export function findChromium(path: string, usualPlaces = USUAL_PLACES): string {
  const folders = path.split(delimiter).filter(Boolean);
  const candidates = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  const found = [...candidates, ...usualPlaces].find(isExecutable);
  if (found) return found;
  throw new Error("No Chromium is on PATH or in a usual place. Set CHROMIUM_PATH to one for the engine's tests.");
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
