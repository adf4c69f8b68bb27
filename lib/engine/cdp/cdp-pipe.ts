import { constants } from "node:buffer";
import type { Readable, Writable } from "node:stream";
import { CdpCalls, type CdpEvent } from "./cdp-calls";

const NUL = 0;
const LONGEST_MESSAGE_BYTES = constants.MAX_STRING_LENGTH;

/** The engine's own CDP channel to one Chromium: JSON messages, each ended by a NUL byte, over two pipes. */
export class CdpPipe {
  readonly #commands: Writable;
  readonly #calls: CdpCalls;
  /** The part of a message that has arrived without its NUL. */
  #partial: Buffer[] = [];

  constructor(commands: Writable, replies: Readable, onFailure: (error: unknown) => void) {
    this.#commands = commands;
    this.#calls = new CdpCalls({ write: (message) => commands.write(`${message}\0`), onFailure });
    // A broken pipe is the browser's end, which every caller is told.
    commands.on("error", () => this.#fail());
    replies.on("error", () => this.#fail());
    replies.on("close", () => this.#fail());
    replies.on("data", (chunk: Buffer) => this.#read(chunk));
  }

  /** A command to the browser, or to the target that a CDP session is attached to. */
  send(method: string, params?: object, sessionId?: string): Promise<unknown> {
    return this.#calls.send(method, params, sessionId);
  }

  onEvent(listener: (event: CdpEvent) => void): void {
    this.#calls.onEvent(listener);
  }

  /** Chromium exits by itself when its control pipe closes. */
  close(): void {
    this.#commands.destroy();
  }

  #read(chunk: Buffer): void {
    let rest = chunk;
    for (let end = rest.indexOf(NUL); end !== -1; end = rest.indexOf(NUL)) {
      this.#take(Buffer.concat([...this.#partial, rest.subarray(0, end)]));
      this.#partial = [];
      rest = rest.subarray(end + 1);
    }
    if (rest.length > 0) this.#partial.push(rest);
  }

  /** A page may put so much into one message that no text can hold it. */
  #take(message: Buffer): void {
    if (message.length <= LONGEST_MESSAGE_BYTES) this.#calls.take(message.toString());
  }

  #fail(): void {
    this.#calls.fail("Chromium has closed its control pipe");
  }
}
