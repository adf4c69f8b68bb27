import { randomBytes } from "node:crypto";
import { readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { expect } from "@playwright/test";
import { test } from "../testing/engine-test";
import { zipFiles } from "./zip-files";

const LARGE = 4 * 1024 * 1024;

function filesIn(folder: string, names: readonly string[]) {
  return names.map((filename) => {
    const path = join(folder, filename);
    // What cannot be made smaller waits to be read.
    writeFileSync(path, randomBytes(LARGE));
    return { path, filename };
  });
}

test("a zip breaks off at a file that was deleted while it was read, and nothing else breaks", async ({ dataDir }) => {
  const [first, second] = filesIn(dataDir, ["first", "second"]);
  if (!first || !second) throw new Error("no files");
  const zip = zipFiles([first, second]);
  rmSync(second.path);
  await expect(buffer(zip)).rejects.toThrow("ENOENT");
});

test("a zip that nobody reads to its end leaves no file open", async ({ dataDir }) => {
  test.skip(process.platform !== "linux", "open files are counted in /proc");
  const files = filesIn(dataDir, ["first", "second"]);
  const openFiles = () => readdirSync("/proc/self/fd").length;
  const before = openFiles();
  const zips = Array.from({ length: 20 }, () => zipFiles(files));
  for (const zip of zips) zip.once("readable", () => zip.read(1));
  await expect.poll(openFiles).toBeGreaterThanOrEqual(before + 20);
  for (const zip of zips) zip.destroy();
  await expect.poll(openFiles).toBeLessThan(before + 5);
});
