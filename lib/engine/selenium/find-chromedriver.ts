import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/** The machine's chromedriver; Debian's package `chromium-driver` has one that fits its Chromium. */
export function findChromedriver(path: string): string | undefined {
  const folders = path.split(delimiter).filter(Boolean);
  return folders.map((folder) => join(folder, "chromedriver")).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
