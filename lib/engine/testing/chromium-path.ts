import { findProgram } from "@/lib/process/find-program";
import { findFullChromium, USUAL_PLACES } from "../browser/full-chromium";
import { findChromedriver } from "../selenium/find-chromedriver";

const NAMES = ["chromium-headless-shell", "chrome-headless-shell", "chromium", "chromium-browser", "google-chrome"];

/** The browser that the engine's tests drive: `CHROMIUM_PATH`, or else the first that is found. */
export const chromiumPath = process.env.CHROMIUM_PATH || findChromium(process.env.PATH ?? "");

/** Absent where only a headless shell is installed; the tests of extensions are skipped there. */
export const fullChromiumPath =
  process.env.CHROMIUM_FULL_PATH || findFullChromium(chromiumPath, process.env.PATH ?? "");

/** Absent where none is installed; the tests of Selenium are skipped there. */
export const chromedriverPath = process.env.CHROMEDRIVER_PATH || findChromedriver(process.env.PATH ?? "");

export function findChromium(path: string, usualPlaces = USUAL_PLACES): string {
  const found = findProgram(NAMES, path, usualPlaces);
  if (found) return found;
  throw new Error("No Chromium is on PATH or in a usual place. Set CHROMIUM_PATH to one for the engine's tests.");
}
