import { readdirSync, readlinkSync, symlinkSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { setTimeout } from "node:timers/promises";
import { test as base, expect } from "@playwright/test";
import { pino } from "pino";
import { RecordingStore } from "./recording-store";

const test = base.extend<{ dataDir: string }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures that are used from this pattern.
  dataDir: async ({}, use) => {
    const dataDir = await mkdtemp(join(tmpdir(), "recordings-"));
    await use(dataDir);
    await rm(dataDir, { recursive: true });
  },
});

const log = pino({ level: "silent" });
/** About 1,000 bytes as a line. */
const EVENT = { type: 3, data: { src: "x".repeat(930) } };
const LIMITS = { sessionBytes: 3_500, totalBytes: 6_000 };

type StoreDeps = { limits?: typeof LIMITS; isKnown?(sessionId: string): boolean };

function openStore(dataDir: string, deps: StoreDeps = {}): RecordingStore {
  return new RecordingStore({ dataDir, limits: LIMITS, log, isKnown: () => true, ...deps });
}

/** How often this process holds a file open. */
const openFiles = (path: string) => readdirSync("/proc/self/fd").filter((fd) => targetOf(fd) === path).length;

function targetOf(fd: string): string {
  try {
    return readlinkSync(`/proc/self/fd/${fd}`);
  } catch {
    // The one that lists the folder is closed by now.
    return "";
  }
}

async function countEvents(store: RecordingStore, sessionId: string): Promise<number> {
  return JSON.parse(await text(Readable.from(store.read(sessionId)))).length;
}

async function record(store: RecordingStore, sessionId: string, events: number): Promise<void> {
  const file = await store.begin(sessionId);
  for (let count = 0; count < events; count++) await file.write([EVENT], count);
  await file.close();
}

test("a session's recording ends at its limit, and what it has stays", async ({ dataDir }) => {
  const store = openStore(dataDir);
  const file = await store.begin("s1");
  for (const isTaken of [true, true, true, false]) expect(await file.write([EVENT], 1)).toBe(isTaken);
  await file.close();
  expect(await countEvents(store, "s1")).toBe(3);
  expect(await countEvents(store, "nobody")).toBe(0);
});

test("the oldest recording that is finished makes room, across a restart too", async ({ dataDir }) => {
  const store = openStore(dataDir);
  const live = await store.begin("live");
  await live.write([EVENT], 1);
  await record(store, "old", 2);
  await record(store, "newer", 2);
  await record(store, "newest", 2);
  expect(await countEvents(store, "live")).toBe(1);
  expect(await countEvents(store, "old")).toBe(0);
  expect(await countEvents(store, "newer")).toBe(2);
  await live.close();

  const restarted = openStore(dataDir, { limits: { ...LIMITS, totalBytes: 4_000 } });
  expect(await countEvents(restarted, "newest")).toBe(2);
});

test("a download that is broken off holds no file", async ({ dataDir }) => {
  const store = openStore(dataDir, { limits: { sessionBytes: 2 ** 30, totalBytes: 2 ** 30 } });
  const path = join(dataDir, "recordings", "s1.jsonl");
  // More than anybody reads ahead.
  await record(store, "s1", 4_000);
  const download = store.read("s1");
  for (let taken = 0; taken < 200; taken++) {
    await download.next();
    // Somebody slow.
    await setTimeout(2);
  }
  expect(openFiles(path)).toBe(1);
  await download.return(undefined);
  await expect.poll(() => openFiles(path)).toBe(0);
});

test("on a full disk a write fails", async ({ dataDir }) => {
  const store = openStore(dataDir);
  symlinkSync("/dev/full", join(dataDir, "recordings", "s1.jsonl"));
  const file = await store.begin("s1");
  await expect(file.write([EVENT], 1)).rejects.toThrow("ENOSPC");
  await file.close();
});

test("with nothing finished, what is live ends rather than take more room", async ({ dataDir }) => {
  const store = openStore(dataDir, { limits: { ...LIMITS, totalBytes: 2_500 } });
  const [first, second] = [await store.begin("first"), await store.begin("second")];
  expect(await first.write([EVENT], 1)).toBe(true);
  expect(await second.write([EVENT], 1)).toBe(true);
  expect(await first.write([EVENT], 2)).toBe(false);
  await Promise.all([first.close(), second.close()]);
});

test("a recording goes with its session's record, though it is being made, and its room is free again", async ({
  dataDir,
}) => {
  const store = openStore(dataDir, { limits: { ...LIMITS, totalBytes: 2_500 } });
  const live = await store.begin("live");
  await live.write([EVENT], 1);
  await record(store, "ended", 1);
  expect(readdirSync(join(dataDir, "recordings")).sort()).toEqual(["ended.jsonl", "live.jsonl"]);
  for (const sessionId of ["live", "ended", "nobody"]) store.forget(sessionId);
  expect(await live.write([EVENT], 2)).toBe(false);
  await live.close();
  expect(readdirSync(join(dataDir, "recordings"))).toEqual([]);
  await record(store, "next", 2);
  expect(await countEvents(store, "next")).toBe(2);
});

test("a session of which nothing was seen leaves no file, and a restart removes what belongs to nobody", async ({
  dataDir,
}) => {
  const store = openStore(dataDir);
  for (const sessionId of ["known", "unknown"]) await record(store, sessionId, 1);
  await record(store, "unseen", 0);
  expect(readdirSync(join(dataDir, "recordings")).sort()).toEqual(["known.jsonl", "unknown.jsonl"]);
  const killed = await store.begin("killed");
  openStore(dataDir, { isKnown: (sessionId) => sessionId !== "unknown" });
  expect(readdirSync(join(dataDir, "recordings"))).toEqual(["known.jsonl"]);
  await killed.close();
});
