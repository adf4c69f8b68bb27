import { Value } from "typebox/value";
import type { RawData, WebSocket } from "ws";
import type { Clock } from "../clock";
import { runAt } from "../run-at";
import type { LiveViewGrant } from "./live-view-keys";
import { type InputMessage, ViewerMessage } from "./viewer-message";

/** Codes of RFC 6455, and our own from 4000 on, after which a viewer need not come back. */
export const CLOSE = {
  violation: 1008,
  comeBack: 1012,
  tabClosed: 4001,
  sessionEnded: 4000,
  expired: 4003,
} as const;

/** Two, so that one is drawn while the next is on its way. */
const FRAMES_AHEAD = 2;
/** A phone that went to sleep says no goodbye. */
const HEARTBEAT_MS = 20_000;
/** How long it may take to answer a goodbye. */
const GOODBYE_MS = 1_000;

type ViewerDeps = {
  clock: Clock;
  /** Told that the person is there, in CDP's words for what they do. */
  note(method: string): void;
};

type ViewerEvents = {
  /** There is room for another frame. */
  onReady(): void;
  onInput(message: InputMessage): void;
};

/**
 * One person's screen. It is sent a frame only when the last but one has been drawn and nothing waits in its socket, so a
 * slow one is sent fewer and never holds more than that. Input from who may only look ends it.
 */
export class Viewer {
  readonly closed: Promise<void>;
  readonly #socket: WebSocket;
  readonly #grant: LiveViewGrant;
  readonly #clock: Clock;
  readonly #note: (method: string) => void;
  #events: ViewerEvents | undefined;
  /** Sent, and not drawn yet. */
  #undrawn = 0;
  /** Given to the socket, and not taken by the kernel yet. */
  #unsent = 0;
  #isAnswering = true;

  constructor(socket: WebSocket, grant: LiveViewGrant, { clock, note }: ViewerDeps) {
    this.#socket = socket;
    this.#grant = grant;
    this.#clock = clock;
    this.#note = note;
    note("Page.startScreencast");
    this.closed = new Promise((resolve) => socket.once("close", () => resolve()));
    // A broken socket closes, which is what counts.
    socket.on("error", () => undefined);
    socket.on("pong", () => {
      this.#isAnswering = true;
      note("Page.screencastFrameAck");
    });
    socket.on("message", (data, isBinary) => this.#take(data, isBinary));
    const stopExpiry = runAt(clock, grant.expiresAt, () => this.close(CLOSE.expired, "This link has expired."));
    this.closed.then(stopExpiry);
    this.#beat();
  }

  /** From then on its input counts. */
  listen(events: ViewerEvents): void {
    this.#events = events;
  }

  get isReady(): boolean {
    return this.#unsent === 0 && this.#undrawn < FRAMES_AHEAD && this.#socket.readyState === this.#socket.OPEN;
  }

  show(jpeg: Buffer): void {
    this.#undrawn += 1;
    this.#unsent += 1;
    this.#socket.send(jpeg, () => {
      this.#unsent -= 1;
      if (this.isReady) this.#events?.onReady();
    });
  }

  tell(message: { type: "page"; url: string; title: string }): void {
    if (this.#socket.readyState === this.#socket.OPEN) this.#socket.send(JSON.stringify(message));
  }

  close(code: number, reason: string): void {
    this.#socket.close(code, reason);
    this.closed.then(this.#clock.after(GOODBYE_MS, () => this.#socket.terminate()));
  }

  #take(data: RawData, isBinary: boolean): void {
    const message = isBinary ? undefined : parseJson(String(data));
    if (!Value.Check(ViewerMessage, message)) this.close(CLOSE.violation, "This is no message of a live view.");
    else if (message.type === "drawn") this.#drawn();
    else if (this.#grant.isReadOnly) this.close(CLOSE.violation, "This link is for looking only.");
    else this.#act(message);
  }

  #act(message: InputMessage): void {
    this.#note(`Input.dispatch${message.type === "key" || message.type === "text" ? "Key" : "Mouse"}Event`);
    this.#events?.onInput(message);
  }

  #drawn(): void {
    this.#undrawn = Math.max(0, this.#undrawn - 1);
    if (this.isReady) this.#events?.onReady();
  }

  #beat(): void {
    if (!this.#isAnswering) {
      this.#socket.terminate();
      return;
    }
    this.#isAnswering = false;
    this.#socket.ping();
    const stop = this.#clock.after(HEARTBEAT_MS, () => this.#beat());
    this.closed.then(stop);
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
