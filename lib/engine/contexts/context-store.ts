import { randomUUID } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { FastifyBaseLogger } from "fastify";
import { Value } from "typebox/value";
import type { Clock } from "../clock";
import { HttpError } from "../http/http-error";
import { writeAtomically } from "../write-atomically";
import { ContextRecord } from "./context-record";
import { copyState, moveState, readSessionCookies } from "./context-state";

type ContextStoreDeps = { clock: Clock; log: FastifyBaseLogger };

/**
 * Contexts: one folder each, with a record that names the folder of the current state. A state is written whole before
 * the record names it, so a crash leaves the one before; of two sessions on one context the later to end leaves its own.
 */
export class ContextStore {
  readonly #dir: string;
  readonly #deps: ContextStoreDeps;
  readonly #records = new Map<string, ContextRecord>();
  /** The last of the turns that wait for a context: no session copies a state that another is replacing. */
  readonly #turns = new Map<string, Promise<unknown>>();

  constructor(dataDir: string, deps: ContextStoreDeps) {
    this.#dir = join(dataDir, "contexts");
    this.#deps = deps;
    mkdirSync(this.#dir, { recursive: true, mode: 0o700 });
    for (const id of readdirSync(this.#dir)) this.#load(id);
  }

  get(id: string): ContextRecord {
    const record = this.#records.get(id);
    if (record) return record;
    throw new HttpError(404, `Context ${id} not found.`);
  }

  create({ projectId, name }: Pick<ContextRecord, "projectId" | "name">): ContextRecord {
    if (name !== undefined && this.#hasName(name)) {
      throw new HttpError(409, `A context named ${name} exists.`, { headers: { "x-should-retry": "false" } });
    }
    const now = this.#deps.clock.now();
    const record: ContextRecord = { id: randomUUID(), projectId, name, createdAt: now, updatedAt: now };
    mkdirSync(join(this.#dir, record.id), { mode: 0o700 });
    this.#write(record);
    return record;
  }

  /** Sessions that run with it go on, and leave nothing behind. */
  async delete(id: string): Promise<void> {
    this.get(id);
    this.#records.delete(id);
    await this.#inTurn(id, () => rm(join(this.#dir, id), { recursive: true, force: true, maxRetries: 5 }));
  }

  /** Fills a profile with the context's state, and returns the session cookies to be set once its browser runs. */
  checkOut(id: string, profileDir: string): Promise<unknown> {
    return this.#inTurn(id, async () => {
      const { state } = this.get(id);
      if (state === undefined) return [];
      const stateDir = join(this.#dir, id, state);
      await copyState(stateDir, profileDir);
      return readSessionCookies(stateDir);
    });
  }

  /** Makes what an ended browser left in its profile the context's state. */
  checkIn(id: string, profileDir: string, sessionCookies: unknown): Promise<void> {
    return this.#inTurn(id, async () => {
      const record = this.#records.get(id);
      if (!record) return;
      const state = randomUUID();
      await mkdir(join(this.#dir, id, state), { mode: 0o700 });
      await moveState(profileDir, join(this.#dir, id, state), sessionCookies);
      // One that was deleted meanwhile stays so; its folder goes when it is its turn.
      if (!this.#records.has(id)) return;
      this.#write({ ...record, state, updatedAt: this.#deps.clock.now() });
      if (record.state) await rm(join(this.#dir, id, record.state), { recursive: true, force: true });
    });
  }

  /** Nothing is taken from a browser that crashed or hung. */
  leaveAsItWas(id: string): void {
    this.#deps.log.warn({ contextId: id }, "browser did not close in order, and its context stays as it was");
  }

  #hasName(name: string): boolean {
    const wanted = name.toLowerCase();
    return [...this.#records.values()].some((record) => record.name?.toLowerCase() === wanted);
  }

  async #inTurn<T>(id: string, run: () => Promise<T>): Promise<T> {
    const turn = (this.#turns.get(id) ?? Promise.resolve()).then(run);
    const settled = turn.catch(() => undefined);
    this.#turns.set(id, settled);
    settled.then(() => {
      if (this.#turns.get(id) === settled) this.#turns.delete(id);
    });
    return turn;
  }

  #write(record: ContextRecord): void {
    writeAtomically(join(this.#dir, record.id, "context.json"), JSON.stringify(record));
    this.#records.set(record.id, record);
  }

  /** A folder without a readable record is what a crash left of a context that was being made, or deleted. */
  #load(id: string): void {
    const dir = join(this.#dir, id);
    try {
      const record = Value.Parse(ContextRecord, JSON.parse(readFileSync(join(dir, "context.json"), "utf8")));
      this.#records.set(id, record);
      for (const name of readdirSync(dir)) {
        if (name !== "context.json" && name !== record.state) rmSync(join(dir, name), { recursive: true, force: true });
      }
    } catch (err) {
      this.#deps.log.warn({ err, contextId: id }, "context not readable, and removed");
      rmSync(dir, { recursive: true, force: true });
    }
  }
}
