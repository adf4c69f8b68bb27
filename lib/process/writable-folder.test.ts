import { mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { writableFolder } from "./writable-folder";

test("folders on the way are made too, by two at once", async () => {
  const root = await mkdtemp(join(tmpdir(), "keepwatch-folder-"));
  const folder = join(root, "a", "b");
  const made = await Promise.all([writableFolder(folder), writableFolder(folder)]);
  expect(made).toEqual([await realpath(folder), await realpath(folder)]);
  await rm(root, { recursive: true });
});

test("a folder that the system keeps for itself is refused at once", async () => {
  test.skip(process.platform !== "linux", "only Linux has /proc");
  await expect(writableFolder("/proc/keepwatch/data")).rejects.toThrow(
    /^The folder \/proc\/keepwatch\/data cannot be written/,
  );
});
