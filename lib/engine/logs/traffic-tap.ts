import { Receiver } from "ws";
import type { Clock } from "../clock";
import type { TrafficLog } from "./traffic-log";

const HEAD_BYTES = 2_048;
/** Room for `,"id":…,"sessionId":"…"}`, which Puppeteer and Chromium write last. */
const TAIL_BYTES = 128;

const ATTACHED = '{"method":"Target.attachedToTarget"';

/**
 * Listens to one client connection for the session's log. It gets the chunks that were already forwarded, and only cuts
 * them: pairing and parsing wait until somebody reads the log. When it fails (a malformed frame), the log misses the rest
 * of the connection, and the connection is none the worse.
 */
export class TrafficTap {
  readonly #log: TrafficLog;
  readonly #clock: Clock;
  readonly #pageIds = new Map<string, number>();
  readonly #source = { pageIds: this.#pageIds };
  readonly #client: Receiver;
  readonly #browser: Receiver;

  constructor(log: TrafficLog, clock: Clock) {
    this.#log = log;
    this.#clock = clock;
    this.#client = this.#receive("client");
    this.#browser = this.#receive("browser");
  }

  fromClient(chunk: Buffer): void {
    // Clients mask their frames, and the receiver unmasks in place; the original may still be waiting to be sent.
    feed(this.#client, Buffer.from(chunk));
  }

  fromBrowser(chunk: Buffer): void {
    feed(this.#browser, chunk);
  }

  #receive(from: "client" | "browser"): Receiver {
    const receiver = new Receiver({ isServer: from === "client", skipUTF8Validation: true });
    receiver.on("message", (data) => this.#record(from, data));
    receiver.on("error", () => receiver.destroy());
    return receiver;
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

function feed(receiver: Receiver, chunk: Buffer): void {
  try {
    if (receiver.writable) receiver.write(chunk);
  } catch {
    receiver.destroy();
  }
}
