import { chmodSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { expect, test } from "@playwright/test";
import { findChromium } from "./chromium-path";

test("a browser is found by name on PATH, a headless shell before any other, and a usual place comes last", () => {
  const info = test.info();
  const put = (name: string) => {
    const path = info.outputPath(name);
    writeFileSync(path, "");
    chmodSync(path, 0o755);
    return path;
  };
  const folder = info.outputPath();
  const elsewhere = put("some-browser");
  const path = ["/nonexistent", folder].join(delimiter);
  expect(findChromium(path, [join(folder, "missing"), elsewhere])).toBe(elsewhere);
  const chromium = put("chromium");
  expect(findChromium(path, [elsewhere])).toBe(chromium);
  const shell = put("chrome-headless-shell");
  expect(findChromium(path, [elsewhere])).toBe(shell);
});

test("a machine without a browser is told what to set", () => {
  expect(() => findChromium("/nonexistent", [])).toThrow("Set CHROMIUM_PATH");
});
