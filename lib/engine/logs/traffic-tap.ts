import { Receiver } from "ws";
import type { Clock } from "../clock";
import type { TrafficLog } from "./traffic-log";

const HEAD_BYTES = 2_048;
/** Room for `,"id":…,"sessionId":"…"}`, which Puppeteer and Chromium write last. */
const TAIL_BYTES = 128;

/**
 * A message is held whole until it ends, and one that never ends would take all memory. Screenshots, PDFs and traces in
 * one piece stay below this; the pipe itself has no limit.
 */
const MAX_MESSAGE_BYTES = 128 * 1024 * 1024;

const ATTACHED = '{"method":"Target.attachedToTarget"';

/**
 * Listens to one client connection for the session's log. It gets the chunks that were already forwarded, and only cuts
 * them: pairing and parsing wait until somebody reads the log. When it fails (a malformed frame, a message too long), the
 * log misses the rest of the connection, and the connection is none the worse.
 */
export class TrafficTap {
  readonly #log: TrafficLog;
  readonly #clock: Clock;
  readonly #pageIds = new Map<string, number>();
  readonly #source = { pageIds: this.#pageIds };
  /** Absent once it has given up: a receiver keeps what it has of its message. */
  #receivers: { client: Receiver; browser: Receiver } | undefined;

  constructor(log: TrafficLog, clock: Clock, maxMessageBytes = MAX_MESSAGE_BYTES) {
    this.#log = log;
    this.#clock = clock;
    this.#receivers = {
      client: this.#receive("client", maxMessageBytes),
      browser: this.#receive("browser", maxMessageBytes),
    };
  }

  fromClient(chunk: Buffer): void {
    // Clients mask their frames, and the receiver unmasks in place; the original may still be waiting to be sent.
    if (this.#receivers) this.#feed(this.#receivers.client, Buffer.from(chunk));
  }

  fromBrowser(chunk: Buffer): void {
    if (this.#receivers) this.#feed(this.#receivers.browser, chunk);
  }

  #receive(from: "client" | "browser", maxPayload: number): Receiver {
    const receiver = new Receiver({ isServer: from === "client", maxPayload, skipUTF8Validation: true });
    receiver.on("message", (data) => this.#record(from, data));
    receiver.on("error", () => this.#giveUp());
    return receiver;
  }

  #feed(receiver: Receiver, chunk: Buffer): void {
    try {
      receiver.write(chunk);
    } catch {
      this.#giveUp();
    }
  }

  #giveUp(): void {
    this.#receivers?.client.destroy();
    this.#receivers?.browser.destroy();
    this.#receivers = undefined;
  }

  #record(from: "client" | "browser", data: Buffer): void {
    const isLong = data.length > HEAD_BYTES + TAIL_BYTES;
    const head = data.toString("utf8", 0, isLong ? HEAD_BYTES : data.length);
    const tail = isLong ? data.toString("utf8", data.length - TAIL_BYTES) : "";
    if (from === "browser" && head.startsWith(ATTACHED)) this.#notePage(head);
    this.#log.record({ timestamp: this.#clock.now(), from, source: this.#source, head, tail });
  }

  #notePage(attached: string): void {
    const [, cdpSessionId] = /"sessionId":"(\w+)"/.exec(attached) ?? [];
    const [, targetId] = /"targetId":"(\w+)","type":"page"/.exec(attached) ?? [];
    if (cdpSessionId && targetId) this.#pageIds.set(cdpSessionId, this.#log.pageIdOf(targetId));
  }
}
