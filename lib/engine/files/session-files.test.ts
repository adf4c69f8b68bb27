import { chownSync, existsSync, mkdirSync, readdirSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { expect } from "@playwright/test";
import { test } from "../testing/engine-test";
import { FakeClock } from "../testing/fake-clock";
import { SessionFiles } from "./session-files";
import { UploadStore } from "./upload-store";

test("a download that came is kept when the engine was killed; what was arriving, and uploads, are not", async ({
  dataDir,
}) => {
  const linksDir = join(dataDir, "links");
  const killed = new SessionFiles(dataDir, new FakeClock());
  for (const id of ["with", "without"]) {
    await killed.open(id);
    writeFileSync(join(killed.arrivalsDir(id), "b.zip.crdownload"), "begun");
    mkdirSync(killed.uploadsDir(id));
    writeFileSync(join(killed.uploadsDir(id), "letter"), "text");
  }
  mkdirSync(linksDir);
  symlinkSync(join(killed.uploadsDir("with"), "letter"), join(linksDir, "letter"));
  writeFileSync(join(killed.arrivalsDir("with"), "a.txt"), "whole");
  await killed.take("with", "downloads/a.txt");

  const next = new SessionFiles(dataDir, new FakeClock());
  new UploadStore(linksDir, next);
  expect(await next.list("with")).toMatchObject([{ filename: expect.stringMatching(/^a-\d{13}\.txt$/), size: 5 }]);
  expect(readdirSync(next.workDir("with"))).toEqual(["kept"]);
  expect(existsSync(next.workDir("without"))).toBe(false);
  expect(readdirSync(linksDir)).toEqual([]);
});

test("a file that a client had put elsewhere is left where it is", async ({ dataDir }) => {
  const files = new SessionFiles(dataDir, new FakeClock());
  await files.open("s1");
  for (const path of [join(dataDir, "own.txt"), join(files.workDir("s1"), "own.txt")]) {
    writeFileSync(path, "");
    await files.take("s1", path);
    expect(existsSync(path)).toBe(true);
  }
});

test("downloads of the latest hundred sessions are kept, and of those that are live", async ({ dataDir }) => {
  const files = new SessionFiles(dataDir, new FakeClock());
  await files.open("live");
  for (let index = 0; index < 110; index++) {
    await files.open(`s${index}`);
    writeFileSync(join(files.arrivalsDir(`s${index}`), "a.txt"), "");
    await files.seal(`s${index}`);
    utimesSync(files.workDir(`s${index}`), index, index);
  }
  await files.seal("nobody");
  const kept = readdirSync(join(dataDir, "files"));
  expect(kept).toHaveLength(101);
  expect(kept).toContain("live");
  expect(kept).toContain("s109");
  expect(kept).not.toContain("s8");
});

test("a folder for uploads that is another user's, and links that are not ours, are left alone", async ({
  dataDir,
}) => {
  test.skip(process.getuid?.() !== 0, "only root gives a folder away");
  const files = new SessionFiles(dataDir, new FakeClock());
  const linksDir = join(dataDir, "links");
  mkdirSync(linksDir);
  symlinkSync(join(dataDir, "gone"), join(linksDir, "dead"));
  new UploadStore(linksDir, files);
  expect(readdirSync(linksDir)).toEqual(["dead"]);

  symlinkSync(join(files.uploadsDir("s1"), "gone"), join(linksDir, "ours"));
  chownSync(linksDir, 12_345, 12_345);
  const uploads = new UploadStore(linksDir, files);
  expect(readdirSync(linksDir).sort()).toEqual(["dead", "ours"]);
  await expect(uploads.save("s1", "a.txt", Readable.from(["text"]))).rejects.toThrow("belongs to another user");
  chownSync(linksDir, 0, 0);
  new UploadStore(linksDir, files);
  expect(readdirSync(linksDir)).toEqual(["dead"]);
});
