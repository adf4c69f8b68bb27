import { type Static, Type } from "typebox";
import { Value } from "typebox/value";
import { WebSocket } from "ws";
import type { CdpEvent } from "../browser/cdp-pipe";
import type { DevToolsAddress } from "../browser/session-browser";

const HANDSHAKE_DEADLINE_MS = 5_000;

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

type Call = { resolve(result: unknown): void; reject(error: Error): void };

/** A CDP connection beside those of clients. Chromium forgets all that was attached and set on it when it closes. */
export class CdpSocket {
  readonly opened: Promise<void>;
  readonly closed: Promise<void>;
  readonly #socket: WebSocket;
  readonly #calls = new Map<number, Call>();
  readonly #onEvent: (event: CdpEvent) => void;
  #lastId = 0;

  constructor({ port, path }: DevToolsAddress, onEvent: (event: CdpEvent) => void) {
    this.#onEvent = onEvent;
    this.#socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, {
      handshakeTimeout: HANDSHAKE_DEADLINE_MS,
      perMessageDeflate: false,
    });
    this.opened = new Promise((resolve, reject) => {
      this.#socket.once("open", resolve);
      this.#socket.once("error", reject);
    });
    // What breaks the socket closes it, too.
    this.#socket.on("error", () => undefined);
    this.closed = new Promise((resolve) => this.#socket.once("close", () => resolve(this.#fail())));
    this.#socket.on("message", (data) => this.#take(JSON.parse(String(data))));
  }

  /** How many commands Chromium has not answered. */
  get unanswered(): number {
    return this.#calls.size;
  }

  send(method: string, params: object = {}, sessionId?: string): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (this.#socket.readyState !== WebSocket.OPEN) return reject(new Error("the connection to Chromium is closed"));
      const id = ++this.#lastId;
      this.#calls.set(id, { resolve, reject });
      this.#socket.send(JSON.stringify({ id, method, params, sessionId }));
    });
  }

  close(): void {
    this.#socket.terminate();
  }

  #take(message: unknown): void {
    if (Value.Check(Event, message)) this.#onEvent(message);
    else if (Value.Check(Reply, message)) this.#answer(message);
  }

  #answer({ id, result, error }: Static<typeof Reply>): void {
    const call = this.#calls.get(id);
    this.#calls.delete(id);
    if (error) call?.reject(new Error(error.message));
    else call?.resolve(result);
  }

  #fail(): void {
    for (const call of this.#calls.values()) call.reject(new Error("the connection to Chromium was closed"));
    this.#calls.clear();
  }
}
