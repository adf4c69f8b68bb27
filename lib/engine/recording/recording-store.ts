import { createReadStream, mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { join } from "node:path";
import type { FastifyBaseLogger } from "fastify";
import type { ReplayEvent } from "./replay-events";

type Limits = {
  /** Of one session; its recording then ends. */
  sessionBytes: number;
  /** Of all; the oldest that are finished make room. */
  totalBytes: number;
};

type RecordingStoreDeps = {
  dataDir: string;
  limits: Limits;
  log: FastifyBaseLogger;
  /** Whether anybody can still ask for the session's recording. */
  isKnown(sessionId: string): boolean;
};

const SUFFIX = ".jsonl";

/**
 * Recordings, a file each of one event a line, in the form in which the API answers them. A line that was cut short by a
 * crash, a full disk or because it is being written is left out when it is read.
 */
export class RecordingStore {
  readonly #deps: RecordingStoreDeps;
  readonly #folder: string;
  /** Bytes by session, the oldest first. */
  readonly #sizes = new Map<string, number>();
  readonly #live = new Set<string>();
  /** The sum of all sizes, which is asked for at every picture. */
  #totalBytes = 0;

  constructor(deps: RecordingStoreDeps) {
    this.#deps = deps;
    this.#folder = join(deps.dataDir, "recordings");
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    for (const [sessionId, bytes] of listFiles(this.#folder)) {
      this.#sizes.set(sessionId, bytes);
      this.#totalBytes += bytes;
      if (bytes === 0 || !deps.isKnown(sessionId)) this.forget(sessionId);
    }
    this.#makeRoom();
  }

  /** A new recording; throws where the disk does not take one. */
  async begin(sessionId: string): Promise<RecordingFile> {
    const file = await open(this.#pathOf(sessionId), "w", 0o600);
    this.#live.add(sessionId);
    this.#sizes.set(sessionId, 0);
    return new RecordingFile(sessionId, file, {
      hasRoom: (bytes) => this.#takeRoom(sessionId, bytes),
      onClose: () => this.#finish(sessionId),
    });
  }

  /** A recording that is being made then ends. */
  forget(sessionId: string): void {
    const size = this.#sizes.get(sessionId);
    if (size === undefined) return;
    this.#sizes.delete(sessionId);
    this.#totalBytes -= size;
    try {
      rmSync(this.#pathOf(sessionId), { force: true });
    } catch (err) {
      this.#deps.log.warn({ err, sessionId }, "recording not removed");
    }
  }

  /** The events of a session as a JSON array; an empty one where nothing was recorded. */
  async *read(sessionId: string): AsyncGenerator<string> {
    yield "[";
    if (this.#sizes.has(sessionId)) yield* this.#readLines(sessionId);
    yield "]";
  }

  async *#readLines(sessionId: string): AsyncGenerator<string> {
    let separator = "";
    let unfinished = "";
    // Whoever stops taking destroys it, which closes the file.
    for await (const chunk of createReadStream(this.#pathOf(sessionId), "utf8")) {
      const lines = (unfinished + chunk).split("\n");
      unfinished = lines.pop() ?? "";
      for (const line of lines) {
        if (!line.endsWith(endOfLine(sessionId))) continue;
        yield separator + line;
        separator = ",";
      }
    }
  }

  /** A session of which nothing was seen leaves no file. */
  #finish(sessionId: string): void {
    this.#live.delete(sessionId);
    if (this.#sizes.get(sessionId) === 0) this.forget(sessionId);
  }

  #takeRoom(sessionId: string, bytes: number): boolean {
    const size = this.#sizes.get(sessionId);
    if (size === undefined || size + bytes > this.#deps.limits.sessionBytes || !this.#makeRoom(bytes)) return false;
    this.#sizes.set(sessionId, size + bytes);
    this.#totalBytes += bytes;
    return true;
  }

  #makeRoom(bytes = 0): boolean {
    const mostBytes = this.#deps.limits.totalBytes - bytes;
    for (const sessionId of this.#sizes.keys()) {
      if (this.#totalBytes <= mostBytes) return true;
      if (!this.#live.has(sessionId)) this.forget(sessionId);
    }
    return this.#totalBytes <= mostBytes;
  }

  #pathOf(sessionId: string): string {
    return join(this.#folder, sessionId + SUFFIX);
  }
}

type RecordingFileDeps = { hasRoom(bytes: number): boolean; onClose(): void };

/** One recording while it is made. One write at a time: what comes meanwhile is for the caller to leave out. */
export class RecordingFile {
  readonly #sessionId: string;
  readonly #file: FileHandle;
  readonly #deps: RecordingFileDeps;
  #writing: Promise<unknown> = Promise.resolve();

  constructor(sessionId: string, file: FileHandle, deps: RecordingFileDeps) {
    this.#sessionId = sessionId;
    this.#file = file;
    this.#deps = deps;
  }

  /** False once there is no more room; rejects where the disk fails. */
  async write(events: readonly ReplayEvent[], timestamp: number): Promise<boolean> {
    const lines = events.map((event) => toLine(event, timestamp, this.#sessionId)).join("");
    if (!this.#deps.hasRoom(Buffer.byteLength(lines))) return false;
    const write = this.#file.appendFile(lines);
    this.#writing = write;
    await write;
    return true;
  }

  async close(): Promise<void> {
    this.#deps.onClose();
    await this.#writing.catch(() => undefined);
    await this.#file.close();
  }
}

function toLine({ type, data }: ReplayEvent, timestamp: number, sessionId: string): string {
  return `{"type":${type},"data":${JSON.stringify(data)},"timestamp":${timestamp}${endOfLine(sessionId)}\n`;
}

/** What a whole line ends with, and half a line does not. */
function endOfLine(sessionId: string): string {
  return `,"sessionId":"${sessionId}"}`;
}

function listFiles(folder: string): [string, number][] {
  const files = readdirSync(folder).filter((name) => name.endsWith(SUFFIX));
  const stats = files.map((name) => ({ name, ...pick(statSync(join(folder, name))) }));
  return stats.sort((a, b) => a.mtimeMs - b.mtimeMs).map(({ name, size }) => [name.slice(0, -SUFFIX.length), size]);
}

function pick({ mtimeMs, size }: { mtimeMs: number; size: number }) {
  return { mtimeMs, size };
}
