import { findBrowser } from "@/lib/cli/find-browser";
import { thisMachine } from "@/lib/cli/this-machine";

/** The browser that the engine and those started by hand share. */
export function browserPath(): string {
  const path = findBrowser(thisMachine());
  if (path) return path;
  throw new Error("No Chromium is found; set CHROMIUM_PATH to one.");
}
