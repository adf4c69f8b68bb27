import { mkdtemp, realpath, rm, stat } from "node:fs/promises";
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

test("a folder that is made is for our user alone, and the ones on the way are as they always are", async () => {
  test.skip(process.platform === "win32", "Windows has no such modes");
  const root = await mkdtemp(join(tmpdir(), "keepwatch-folder-"));
  await writableFolder(join(root, "a", "b"));
  expect((await stat(join(root, "a", "b"))).mode & 0o777).toBe(0o700);
  expect((await stat(join(root, "a"))).mode & 0o777).toBe(0o777 & ~process.umask());
  await rm(root, { recursive: true });
});

test("a folder that the system keeps for itself is refused at once", async () => {
  test.skip(process.platform !== "linux", "only Linux has /proc");
  await expect(writableFolder("/proc/keepwatch/data")).rejects.toThrow(
    /^The folder \/proc\/keepwatch\/data cannot be written/,
  );
});
