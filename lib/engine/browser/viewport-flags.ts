import { isHeadlessShell } from "./full-chromium";

/**
 * Gives pages the whole window in full Chromium, which else takes some 90 pixels of it for tabs and an address bar that
 * nobody sees. Without a screen of the same size the window would get Chromium's of 800 × 600.
 */
export function viewportFlags(program: string, { width, height }: { width: number; height: number }): string[] {
  return isHeadlessShell(program) ? [] : ["--kiosk", `--screen-info={${width}x${height}}`];
}
