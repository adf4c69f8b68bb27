import type { Readable, Writable } from "node:stream";
import { type Static, Type } from "typebox";
import { Value } from "typebox/value";

const NUL = 0;

const Reply = Type.Object({
  id: Type.Integer(),
  result: Type.Optional(Type.Unknown()),
  error: Type.Optional(Type.Object({ message: Type.String() })),
});

const Event = Type.Object({
  method: Type.String(),
  params: Type.Unknown(),
  sessionId: Type.Optional(Type.String()),
});

/** An event as Chromium sent it; whoever reads its params checks them. */
export type CdpEvent = Static<typeof Event>;

type Call = { resolve(result: unknown): void; reject(error: Error): void };

/** The engine's own CDP channel to one Chromium: JSON messages, each ended by a NUL byte, over two pipes. */
export class CdpPipe {
  readonly #commands: Writable;
  readonly #calls = new Map<number, Call>();
  readonly #listeners = new Set<(event: CdpEvent) => void>();
  /** The part of a message that has arrived without its NUL. */
  #partial: Buffer[] = [];
  #lastId = 0;
  #closed = false;

  constructor(commands: Writable, replies: Readable) {
    this.#commands = commands;
    // A broken pipe is the browser's end, which every caller is told.
    commands.on("error", () => this.#fail());
    replies.on("error", () => this.#fail());
    replies.on("close", () => this.#fail());
    replies.on("data", (chunk: Buffer) => this.#read(chunk));
  }

  /** A command to the browser, or to the target that a CDP session is attached to. */
  send(method: string, params: object = {}, sessionId?: string): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (this.#closed) return reject(new Error("Chromium has closed its control pipe"));
      const id = ++this.#lastId;
      this.#calls.set(id, { resolve, reject });
      this.#commands.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    });
  }

  onEvent(listener: (event: CdpEvent) => void): void {
    this.#listeners.add(listener);
  }

  /** Chromium exits by itself when its control pipe closes. */
  close(): void {
    this.#commands.destroy();
  }

  #read(chunk: Buffer): void {
    let rest = chunk;
    for (let end = rest.indexOf(NUL); end !== -1; end = rest.indexOf(NUL)) {
      this.#take(Buffer.concat([...this.#partial, rest.subarray(0, end)]).toString());
      this.#partial = [];
      rest = rest.subarray(end + 1);
    }
    if (rest.length > 0) this.#partial.push(rest);
  }

  #take(text: string): void {
    const message = parseJson(text);
    if (Value.Check(Reply, message)) this.#answer(message);
    else if (Value.Check(Event, message)) for (const listener of this.#listeners) listener(message);
  }

  #answer({ id, result, error }: Static<typeof Reply>): void {
    const call = this.#calls.get(id);
    this.#calls.delete(id);
    if (error) call?.reject(new Error(error.message));
    else call?.resolve(result);
  }

  #fail(): void {
    this.#closed = true;
    for (const call of this.#calls.values()) call.reject(new Error("Chromium has closed its control pipe"));
    this.#calls.clear();
  }
}

/** Undefined for what is no JSON: the engine must outlive a browser that has gone mad. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
