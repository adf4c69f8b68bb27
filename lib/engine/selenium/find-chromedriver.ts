import { findProgram } from "@/lib/process/find-program";

/** The machine's chromedriver; Debian's package `chromium-driver` has one that fits its Chromium. */
export function findChromedriver(path: string): string | undefined {
  return findProgram(["chromedriver"], path);
}
