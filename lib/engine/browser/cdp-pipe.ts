import type { Readable, Writable } from "node:stream";
import { type Static, Type } from "typebox";
import { Value } from "typebox/value";

const NUL = 0;

const Reply = Type.Object({
  id: Type.Integer(),
  result: Type.Optional(Type.Unknown()),
  error: Type.Optional(Type.Object({ message: Type.String() })),
});

type Call = { resolve(result: unknown): void; reject(error: Error): void };

/** The engine's own CDP channel to one Chromium: JSON messages, each ended by a NUL byte, over two pipes. */
export class CdpPipe {
  readonly #commands: Writable;
  readonly #calls = new Map<number, Call>();
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

  send(method: string, params: object = {}): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (this.#closed) return reject(new Error("Chromium has closed its control pipe"));
      const id = ++this.#lastId;
      this.#calls.set(id, { resolve, reject });
      this.#commands.write(`${JSON.stringify({ id, method, params })}\0`);
    });
  }

  /** Chromium exits by itself when its control pipe closes. */
  close(): void {
    this.#commands.destroy();
  }

  #read(chunk: Buffer): void {
    let rest = chunk;
    for (let end = rest.indexOf(NUL); end !== -1; end = rest.indexOf(NUL)) {
      this.#settle(Buffer.concat([...this.#partial, rest.subarray(0, end)]).toString());
      this.#partial = [];
      rest = rest.subarray(end + 1);
    }
    if (rest.length > 0) this.#partial.push(rest);
  }

  #settle(text: string): void {
    const reply = parseReply(text);
    if (!reply) return;
    const call = this.#calls.get(reply.id);
    this.#calls.delete(reply.id);
    if (reply.error) call?.reject(new Error(reply.error.message));
    else call?.resolve(reply.result);
  }

  #fail(): void {
    this.#closed = true;
    for (const call of this.#calls.values()) call.reject(new Error("Chromium has closed its control pipe"));
    this.#calls.clear();
  }
}

/** Undefined for an event, and for what is no CDP: the engine must outlive a browser that has gone mad. */
function parseReply(text: string): Static<typeof Reply> | undefined {
  try {
    const message: unknown = JSON.parse(text);
    return Value.Check(Reply, message) ? message : undefined;
  } catch {
    return undefined;
  }
}
