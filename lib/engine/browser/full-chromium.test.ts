import { chmodSync, writeFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { findFullChromium } from "./full-chromium";

test("the engine's own browser serves, unless it is a headless shell: then one on PATH, or in a usual place", () => {
  const info = test.info();
  const chromium = info.outputPath("chromium");
  writeFileSync(chromium, "");
  chmodSync(chromium, 0o755);
  const folder = info.outputPath();
  expect(findFullChromium("/opt/chrome", "", [])).toBe("/opt/chrome");
  expect(findFullChromium("/usr/bin/chromium-headless-shell", folder, [])).toBe(chromium);
  expect(findFullChromium("/cache/chrome-linux/headless_shell", "/nonexistent", [chromium])).toBe(chromium);
  expect(findFullChromium("/usr/bin/chrome-headless-shell", "/nonexistent", [])).toBeUndefined();
});
