import { randomUUID } from "node:crypto";
import { createWriteStream, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { mkdir, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { FastifyBaseLogger } from "fastify";
import { Type } from "typebox";
import { Value } from "typebox/value";
import type { Clock } from "../clock";
import { HttpError } from "../http/http-error";
import { isDiskFull } from "../http/is-disk-full";
import { writeAtomically } from "../write-atomically";
import { ExtensionRecord } from "./extension-record";
import { unzip } from "./unzip";

/** Chromium says the rest of what it misses when it loads the extension. */
const Manifest = Type.Object({ manifest_version: Type.Integer(), name: Type.String(), version: Type.String() });

const UNZIP_LIMITS = { maxFiles: 10_000, maxBytes: 500 * 1024 * 1024 };
const DRAFT = "draft-";

type ExtensionStoreDeps = { clock: Clock; log: FastifyBaseLogger };

/** Extensions: one folder each, with the unpacked files and, written last, the record that makes them one. */
export class ExtensionStore {
  readonly #dir: string;
  readonly #deps: ExtensionStoreDeps;
  readonly #records = new Map<string, ExtensionRecord>();
  /** How many browsers have loaded an extension, whose files must stay until they have ended. */
  readonly #users = new Map<string, number>();

  constructor(dataDir: string, deps: ExtensionStoreDeps) {
    this.#dir = join(dataDir, "extensions");
    this.#deps = deps;
    mkdirSync(this.#dir, { recursive: true, mode: 0o700 });
    for (const id of readdirSync(this.#dir)) this.#load(id);
  }

  get(id: string): ExtensionRecord {
    const record = this.#records.get(id);
    if (record) return record;
    throw new HttpError(404, `Extension ${id} not found.`);
  }

  async create(projectId: string, fileName: string, archive: Readable): Promise<ExtensionRecord> {
    const record = { id: randomUUID(), projectId, fileName, createdAt: this.#deps.clock.now() };
    const draft = join(this.#dir, DRAFT + record.id);
    try {
      await mkdir(draft, { mode: 0o700 });
      await pipeline(archive, createWriteStream(join(draft, "archive.zip")));
      await unpack(draft);
      writeAtomically(join(draft, "extension.json"), JSON.stringify(record));
      await rename(draft, join(this.#dir, record.id));
    } catch (error) {
      await rm(draft, { recursive: true, force: true });
      throw error;
    }
    this.#records.set(record.id, record);
    return record;
  }

  /** Browsers that have loaded it keep it until they end. */
  async delete(id: string): Promise<void> {
    this.get(id);
    this.#records.delete(id);
    await this.#removeWhenUnused(id);
  }

  /** The folder to load it from, which stays until `release`. */
  hold(id: string): string {
    this.get(id);
    this.#users.set(id, (this.#users.get(id) ?? 0) + 1);
    return join(this.#dir, id, "files");
  }

  async release(id: string): Promise<void> {
    this.#users.set(id, (this.#users.get(id) ?? 0) - 1);
    await this.#removeWhenUnused(id);
  }

  async #removeWhenUnused(id: string): Promise<void> {
    if (this.#records.has(id) || (this.#users.get(id) ?? 0) > 0) return;
    this.#users.delete(id);
    await rm(join(this.#dir, id), { recursive: true, force: true });
  }

  /** A folder without a readable record is what a crash left of an extension that was being made, or deleted. */
  #load(id: string): void {
    try {
      const text = readFileSync(join(this.#dir, id, "extension.json"), "utf8");
      if (!id.startsWith(DRAFT)) this.#records.set(id, Value.Parse(ExtensionRecord, JSON.parse(text)));
    } catch (err) {
      this.#deps.log.warn({ err, extensionId: id }, "extension not readable, and removed");
    }
    if (!this.#records.has(id)) rmSync(join(this.#dir, id), { recursive: true, force: true });
  }
}

async function unpack(folder: string): Promise<void> {
  const files = join(folder, "files");
  try {
    await unzip(join(folder, "archive.zip"), files, UNZIP_LIMITS);
    Value.Assert(Manifest, JSON.parse(await readFile(join(files, "manifest.json"), "utf8")));
  } catch (error) {
    if (isDiskFull(error)) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new HttpError(400, `The file is no zip of an extension with its manifest.json at the root: ${reason}`);
  }
  await rm(join(folder, "archive.zip"));
}
