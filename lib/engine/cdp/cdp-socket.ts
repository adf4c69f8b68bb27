import { WebSocket } from "ws";
import type { DevToolsAddress } from "../browser/session-browser";
import { CdpCalls, type CdpEvent } from "./cdp-calls";

const HANDSHAKE_DEADLINE_MS = 5_000;

type CdpSocketEvents = {
  onEvent(event: CdpEvent): void;
  /** `onEvent` threw. */
  onFailure(error: unknown): void;
};

/** A CDP connection beside those of clients. Chromium forgets all that was attached and set on it when it closes. */
export class CdpSocket {
  readonly opened: Promise<void>;
  readonly closed: Promise<void>;
  readonly #socket: WebSocket;
  readonly #calls: CdpCalls;

  constructor({ port, path }: DevToolsAddress, { onEvent, onFailure }: CdpSocketEvents) {
    this.#socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, {
      handshakeTimeout: HANDSHAKE_DEADLINE_MS,
      perMessageDeflate: false,
    });
    this.#calls = new CdpCalls({ write: (message) => this.#socket.send(message), onFailure });
    this.#calls.onEvent(onEvent);
    this.opened = new Promise((resolve, reject) => {
      this.#socket.once("open", resolve);
      this.#socket.once("error", reject);
    });
    // What breaks the socket closes it, too.
    this.#socket.on("error", () => undefined);
    this.closed = new Promise((resolve) => this.#socket.once("close", () => resolve(this.#fail())));
    this.#socket.on("message", (data) => this.#calls.take(String(data)));
  }

  async send(method: string, params?: object, sessionId?: string): Promise<unknown> {
    if (this.#socket.readyState !== WebSocket.OPEN) throw new Error("the connection to Chromium is closed");
    return this.#calls.send(method, params, sessionId);
  }

  close(): void {
    this.#socket.terminate();
  }

  #fail(): void {
    this.#calls.fail("the connection to Chromium was closed");
  }
}
