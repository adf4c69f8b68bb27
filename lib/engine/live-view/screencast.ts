import type { CdpSocket } from "../cdp/cdp-socket";
import type { ScreencastFrame } from "../cdp/screencast-frame";
import type { Clock } from "../clock";
import { type FrameBox, toInputCommand } from "./to-input-command";
import { CLOSE, type Viewer } from "./viewer";
import type { InputMessage } from "./viewer-message";

const OPTIONS = { format: "jpeg", quality: 70, maxWidth: 1_600, maxHeight: 1_600 };
/** How many frames Chromium sends without an acknowledgement; it drops what comes then, the last one of a change too. */
const FRAMES_UNACKNOWLEDGED = 3;
/** With the three above, some 35 frames a second at the most; `everyNthFrame` would leave out the only one of a change. */
const ACKNOWLEDGE_EVERY_MS = 80;
/** A page that moves has sent another frame by then. */
const MAKE_UP_AFTER_MS = 150;
/** A tab that hangs answers nothing; moves and scrolls are then left out, and at last its viewers are sent away. */
const LATE_COMMANDS = { few: 16, many: 1_024 };

type Frame = { jpeg: Buffer; box: FrameBox };

/**
 * One tab as its viewers see it: one screencast, however many they are. A frame is acknowledged once a viewer has room for
 * the next, so Chromium draws no more than the fastest can take; slower ones skip to the latest. What Chromium may have
 * dropped meanwhile is made up for by a new beginning.
 */
export class Screencast {
  readonly #cdp: CdpSocket;
  readonly #cdpSessionId: string;
  readonly #clock: Clock;
  readonly #viewers = new Set<Viewer>();
  /** Who has seen the latest frame. */
  readonly #current = new Set<Viewer>();
  #latest: Frame | undefined;
  /** Frames that are not acknowledged, because nobody has room or it is too soon. */
  #held: number[] = [];
  #isTooSoon = false;
  /** Commands that this tab has not answered. */
  #unanswered = 0;
  #stopMakingUp: () => void = () => undefined;

  constructor(cdp: CdpSocket, cdpSessionId: string, clock: Clock) {
    this.#cdp = cdp;
    this.#cdpSessionId = cdpSessionId;
    this.#clock = clock;
  }

  async start(): Promise<void> {
    // Full Chromium draws no tab that is behind another, unless the tab believes itself in front.
    await this.#cdp.send("Emulation.setFocusEmulationEnabled", { enabled: true }, this.#cdpSessionId);
    await this.#cdp.send("Page.startScreencast", OPTIONS, this.#cdpSessionId);
  }

  get viewers(): ReadonlySet<Viewer> {
    return this.#viewers;
  }

  add(viewer: Viewer): void {
    this.#viewers.add(viewer);
    viewer.listen({ onReady: () => this.#onReady(viewer), onInput: (message) => this.#input(viewer, message) });
    this.#onReady(viewer);
  }

  remove(viewer: Viewer): void {
    this.#viewers.delete(viewer);
    this.#current.delete(viewer);
  }

  /** Its tab is watched no more. */
  stop(): void {
    this.#stopMakingUp();
  }

  takeFrame({ data, sessionId, metadata }: ScreencastFrame): void {
    const { deviceWidth, deviceHeight, offsetTop, pageScaleFactor } = metadata;
    const box = { width: deviceWidth, height: deviceHeight, offsetTop, scale: pageScaleFactor };
    this.#latest = { jpeg: Buffer.from(data, "base64"), box };
    this.#current.clear();
    this.#held.push(sessionId);
    this.#stopMakingUp();
    for (const viewer of this.#viewers) this.#show(viewer);
    this.#acknowledge();
  }

  #onReady(viewer: Viewer): void {
    this.#show(viewer);
    this.#acknowledge();
  }

  #show(viewer: Viewer): void {
    if (!this.#latest || !viewer.isReady || this.#current.has(viewer)) return;
    this.#current.add(viewer);
    viewer.show(this.#latest.jpeg);
  }

  #acknowledge(): void {
    const isRoom = [...this.#viewers].some(({ isReady }) => isReady);
    if (this.#held.length === 0 || this.#isTooSoon || !isRoom) return;
    if (this.#held.length >= FRAMES_UNACKNOWLEDGED) {
      this.#stopMakingUp = this.#clock.after(MAKE_UP_AFTER_MS, () => this.#beginAnew());
    }
    for (const sessionId of this.#held) this.#send("Page.screencastFrameAck", { sessionId });
    this.#held = [];
    this.#isTooSoon = true;
    this.#clock.after(ACKNOWLEDGE_EVERY_MS, () => {
      this.#isTooSoon = false;
      this.#acknowledge();
    });
  }

  #beginAnew(): void {
    this.#send("Page.stopScreencast");
    this.#send("Page.startScreencast", OPTIONS);
  }

  #input(viewer: Viewer, message: InputMessage): void {
    const unanswered = this.#unanswered;
    if (unanswered > LATE_COMMANDS.many) viewer.close(CLOSE.comeBack, "The tab does not answer.");
    if (!this.#latest || unanswered > (isMoreOfTheSame(message) ? LATE_COMMANDS.few : LATE_COMMANDS.many)) return;
    const { method, params } = toInputCommand(message, this.#latest.box);
    this.#send(method, params);
  }

  /** A tab that closes while it is spoken to is no failure. */
  #send(method: string, params?: object): void {
    this.#unanswered += 1;
    this.#cdp
      .send(method, params, this.#cdpSessionId)
      .catch(() => undefined)
      .finally(() => {
        this.#unanswered -= 1;
      });
  }
}

function isMoreOfTheSame(message: InputMessage): boolean {
  return message.type === "wheel" || (message.type === "mouse" && message.action === "move");
}
