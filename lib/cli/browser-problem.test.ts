import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { browserProblem } from "./browser-problem";
import { findBrowser } from "./find-browser";
import { thisMachine } from "./this-machine";

let folder = "";

test.beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "keepwatch-browser-"));
});
test.afterEach(() => rm(folder, { recursive: true }));

test("a browser that starts has none", async () => {
  const browser = findBrowser(thisMachine()) ?? "";
  expect(await browserProblem(browser)).toBeUndefined();
});

test("a stub that says what to do instead is quoted", async () => {
  const stub = await writeScript("echo >&2; echo 'requires the chromium snap to be installed.' >&2; exit 1");
  expect(await browserProblem(stub)).toBe("requires the chromium snap to be installed.");
});

test("a silent one gives its exit code", async () => {
  expect(await browserProblem(await writeScript("exit 46"))).toBe("it ended with code 46");
});

test("a file that is no program at all is a problem, not a crash", async () => {
  expect(await browserProblem(folder)).toMatch(/EACCES/);
});

test("being told to stop ends the wait", async () => {
  const hanging = await writeScript("sleep 60");
  await expect(browserProblem(hanging, AbortSignal.timeout(200))).rejects.toThrow(/timeout/);
});

async function writeScript(text: string): Promise<string> {
  const file = join(folder, "chromium");
  await writeFile(file, `#!/bin/sh\n${text}\n`);
  await chmod(file, 0o755);
  return file;
}
