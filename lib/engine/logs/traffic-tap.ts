import type { Clock } from "../clock";
import { FrameScanner } from "./frame-scanner";
import type { TrafficLog } from "./traffic-log";

/** Room at the end for `,"id":…,"sessionId":"…"}`, which Puppeteer and Chromium write last. */
const KEPT_BYTES = { head: 2_048, tail: 128 };
const NOTHING = { head: 0, tail: 0 };

const ATTACHED = '{"method":"Target.attachedToTarget"';

type TrafficTapOptions = {
  clock: Clock;
  /** Absent for a session that keeps no log. */
  log: TrafficLog | undefined;
  /** Told of every command of the client's. */
  onCommand(): void;
};

/**
 * Listens to one client connection: for the session's log, and for whether the client is silent. It gets the chunks that
 * were already forwarded, and only cuts them: pairing and parsing wait until somebody reads the log. After a malformed
 * frame the log misses the rest of the connection, every chunk counts as a command, and the connection is none the worse.
 */
export class TrafficTap {
  readonly #options: TrafficTapOptions;
  readonly #pageIds = new Map<string, number>();
  readonly #source = { pageIds: this.#pageIds };
  readonly #client: FrameScanner;
  readonly #browser: FrameScanner | undefined;

  constructor(options: TrafficTapOptions) {
    this.#options = options;
    const { log, onCommand } = options;
    this.#client = new FrameScanner(log ? KEPT_BYTES : NOTHING, (message) => {
      onCommand();
      if (log) this.#record("client", message);
    });
    this.#browser = log && new FrameScanner(KEPT_BYTES, (message) => this.#record("browser", message));
  }

  fromClient(chunk: Buffer): void {
    this.#client.push(chunk);
    if (this.#client.isBroken) this.#options.onCommand();
  }

  fromBrowser(chunk: Buffer): void {
    if (!this.#client.isBroken) this.#browser?.push(chunk);
  }

  #record(from: "client" | "browser", bytes: { head: Buffer; tail: Buffer }): void {
    const { log, clock } = this.#options;
    const head = bytes.head.toString();
    if (from === "browser" && head.startsWith(ATTACHED)) this.#notePage(head);
    log?.record({ timestamp: clock.now(), from, source: this.#source, head, tail: bytes.tail.toString() });
  }

  #notePage(attached: string): void {
    const [, cdpSessionId] = /"sessionId":"(\w+)"/.exec(attached) ?? [];
    const [, targetId] = /"targetId":"(\w+)","type":"page"/.exec(attached) ?? [];
    const pageId = targetId && this.#options.log?.pageIdOf(targetId);
    if (cdpSessionId && pageId !== undefined && pageId !== "") this.#pageIds.set(cdpSessionId, pageId);
  }
}
