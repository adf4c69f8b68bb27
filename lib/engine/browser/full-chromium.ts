import { basename } from "node:path";
import { findProgram } from "@/lib/process/find-program";
import { HttpError } from "../http/http-error";

const NAMES = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "microsoft-edge-stable"];
export const USUAL_PLACES = [
  "/usr/lib/chromium/chromium",
  "/opt/google/chrome/chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/** A headless shell is smaller and starts sooner, but knows no extensions. */
export function isHeadlessShell(program: string): boolean {
  return /headless[-_]shell/i.test(basename(program));
}

/** The browser for sessions that a headless shell cannot serve: the engine's own, unless that is one; else one it finds. */
export function findFullChromium(chromiumPath: string, path: string, usualPlaces = USUAL_PLACES): string | undefined {
  if (!isHeadlessShell(chromiumPath)) return chromiumPath;
  return findProgram(NAMES, path, usualPlaces);
}

export function requireFullChromium(program: string | undefined): string {
  if (program !== undefined) return program;
  throw new HttpError(
    501,
    "Extensions need a full Chromium, and this engine has a headless shell only. Install Chromium or Chrome, or set " +
      "CHROMIUM_FULL_PATH to one.",
    { headers: { "x-should-retry": "false" } },
  );
}
