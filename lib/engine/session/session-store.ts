import { closeSync, existsSync, futimesSync, openSync, readFileSync, statSync, writeSync } from "node:fs";
import { join } from "node:path";
import type { FastifyBaseLogger } from "fastify";
import { Value } from "typebox/value";
import { writeAtomically } from "../write-atomically";
import { SessionRecord } from "./session-record";

/** The list has no paging, so this bounds its answer as well as the memory it takes. */
const KEPT_RECORDS = 10_000;
/** How exactly it is known, after a crash, until when sessions ran. */
const SIGN_OF_LIFE_MS = 5_000;

type SessionStoreDeps = {
  log: FastifyBaseLogger;
  /** Told of each record that makes room for newer ones. */
  onForget?(id: string): void;
  signOfLifeMs?: number;
};

/**
 * Session records, in memory and in `sessions.jsonl`: one line per change, the last line of an id counts. At start the
 * file is replayed and compacted; sessions that were live when the engine died are then recorded as ERROR. A write that
 * fails (a full disk), the compaction too, is logged and made up for by the next; it never costs a session.
 */
export class SessionStore {
  /** In order of creation. */
  readonly #records: Map<string, SessionRecord>;
  readonly #file: number;
  readonly #deps: SessionStoreDeps;
  /** Records whose latest change is not in the file; each save tries them again. */
  readonly #unwritten = new Set<string>();
  readonly #signsOfLife: NodeJS.Timeout;
  #isTorn = false;

  constructor(dataDir: string, deps: SessionStoreDeps) {
    const path = join(dataDir, "sessions.jsonl");
    this.#deps = deps;
    this.#records = replay(path);
    this.#compact(path);
    this.#file = openSync(path, "a");
    this.#signsOfLife = setInterval(() => this.#giveSignOfLife(), deps.signOfLifeMs ?? SIGN_OF_LIFE_MS).unref();
  }

  get(id: string): SessionRecord | undefined {
    return this.#records.get(id);
  }

  newestFirst(): SessionRecord[] {
    return [...this.#records.values()].reverse();
  }

  save(record: SessionRecord): void {
    this.#records.set(record.id, record);
    this.#forgetOldest();
    this.#unwritten.add(record.id);
    try {
      for (const id of this.#unwritten) this.#write(id);
    } catch (err) {
      this.#deps.log.error({ err, sessionId: record.id }, "session record not written");
    }
  }

  close(): void {
    clearInterval(this.#signsOfLife);
    closeSync(this.#file);
  }

  #compact(path: string): void {
    try {
      writeAtomically(path, [...this.#records.values()].map(toLine).join(""));
    } catch (err) {
      this.#deps.log.error({ err }, "session records not compacted");
      for (const id of this.#records.keys()) this.#unwritten.add(id);
      // The last line may be half a one, by a crash.
      this.#isTorn = true;
    }
  }

  /** By the time of the file, which is all that the next start has to go by. */
  #giveSignOfLife(): void {
    const now = new Date();
    try {
      futimesSync(this.#file, now, now);
    } catch (err) {
      this.#deps.log.error({ err }, "the session records' time not set");
    }
  }

  #write(id: string): void {
    const record = this.#records.get(id);
    // After half a line, a new one must not be taken for its other half.
    const line = Buffer.from((this.#isTorn ? "\n" : "") + (record ? toLine(record) : ""));
    this.#isTorn = true;
    if (writeSync(this.#file, line) < line.length) throw new Error("the disk took half a line");
    this.#isTorn = false;
    this.#unwritten.delete(id);
  }

  #forgetOldest(): void {
    if (this.#records.size <= KEPT_RECORDS) return;
    for (const record of this.#records.values()) {
      if (record.endedAt === undefined) continue;
      this.#records.delete(record.id);
      this.#deps.onForget?.(record.id);
      return;
    }
  }
}

function replay(path: string): Map<string, SessionRecord> {
  if (!existsSync(path)) return new Map();
  const records = new Map<string, SessionRecord>();
  for (const line of readFileSync(path, "utf8").split("\n")) {
    const record = parseLine(line);
    if (record) records.set(record.id, record);
  }
  const lastSignOfLife = Math.trunc(statSync(path).mtimeMs);
  return new Map([...records].slice(-KEPT_RECORDS).map(([id, record]) => [id, endLost(record, lastSignOfLife)]));
}

/** Undefined for a line that a crash cut short. */
function parseLine(line: string): SessionRecord | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return Value.Check(SessionRecord, value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** When exactly the engine died is not known; the time of its file is the last it was seen alive. */
function endLost(record: SessionRecord, lastSignOfLife: number): SessionRecord {
  if (record.endedAt !== undefined) return record;
  const endedAt = Math.max(record.updatedAt, Math.min(lastSignOfLife, record.expiresAt));
  return { ...record, status: "ERROR", updatedAt: endedAt, endedAt };
}

function toLine(record: SessionRecord): string {
  return `${JSON.stringify(record)}\n`;
}
