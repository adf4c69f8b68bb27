import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { zipOf } from "../testing/zip-of";
import { unzip } from "./unzip";

const LIMITS = { maxFiles: 2, maxBytes: 100 };

async function unpacked(archive: Buffer): Promise<string> {
  const folder = test.info().outputPath();
  writeFileSync(join(folder, "archive.zip"), archive);
  await unzip(join(folder, "archive.zip"), join(folder, "files"), LIMITS);
  return join(folder, "files");
}

test("files are unpacked into their folders", async () => {
  const folder = await unpacked(await zipOf({ "a.txt": "one", "in/b.txt": "x".repeat(97) }));
  expect(readFileSync(join(folder, "a.txt"), "utf8")).toBe("one");
  expect(readFileSync(join(folder, "in", "b.txt"), "utf8")).toHaveLength(97);
});

test("one byte or one file more than the limits is refused", async () => {
  await expect(unpacked(await zipOf({ a: "one", b: "x".repeat(98) }))).rejects.toThrow("more than 100 bytes");
  await expect(unpacked(await zipOf({ a: "", b: "", c: "" }))).rejects.toThrow("more than 2 files");
});

test("a name that leads out of the folder is refused, and so is a size that is not true", async () => {
  const archive = await zipOf({ "aa/escape": "x".repeat(50) });
  const escaping = archive.toString("latin1").replaceAll("aa/", "../");
  await expect(unpacked(Buffer.from(escaping, "latin1"))).rejects.toThrow("invalid relative path");

  // The uncompressed size, as the central directory has it.
  const central = archive.indexOf("PK\x01\x02", 0, "latin1");
  archive.writeUInt32LE(3, central + 24);
  await expect(unpacked(archive)).rejects.toThrow("too many bytes");
});
