import { type Static, Type } from "typebox";
import { Value } from "typebox/value";
import type { CdpSocket } from "./cdp-socket";
import { type FrameBox, toInputCommand } from "./to-input-command";
import { CLOSE, type Viewer } from "./viewer";
import type { InputMessage } from "./viewer-message";

/** 30 frames a second at the most: Chromium counts in sixtieths. */
const OPTIONS = { format: "jpeg", quality: 70, maxWidth: 1_600, maxHeight: 1_600, everyNthFrame: 2 };
/** Chromium drops frames once two have not been acknowledged, the last one of a change too. */
const HELD_WITHOUT_LOSS = 1;
/** A tab that hangs answers nothing; moves and scrolls are then left out, and at last its viewers are sent away. */
const LATE_COMMANDS = { few: 16, many: 1_024 };

const ScreencastFrame = Type.Object({
  data: Type.String(),
  sessionId: Type.Integer(),
  metadata: Type.Object({
    offsetTop: Type.Number(),
    pageScaleFactor: Type.Number(),
    deviceWidth: Type.Number(),
    deviceHeight: Type.Number(),
  }),
});

type Frame = { jpeg: Buffer; box: FrameBox };

/**
 * One tab as its viewers see it: one screencast, however many they are. A frame is acknowledged once a viewer has room for
 * the next, so Chromium draws no more than the fastest can take; slower ones skip to the latest. When nobody had room for a
 * while, what was dropped is made up for by a new beginning.
 */
export class Screencast {
  readonly #cdp: CdpSocket;
  readonly #cdpSessionId: string;
  readonly #viewers = new Set<Viewer>();
  /** Who has seen the latest frame. */
  readonly #current = new Set<Viewer>();
  #latest: Frame | undefined;
  /** Frames that are not acknowledged, because nobody has room. */
  #held: number[] = [];

  constructor(cdp: CdpSocket, cdpSessionId: string) {
    this.#cdp = cdp;
    this.#cdpSessionId = cdpSessionId;
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

  takeFrame({ data, sessionId, metadata }: Static<typeof ScreencastFrame>): void {
    const { deviceWidth, deviceHeight, offsetTop, pageScaleFactor } = metadata;
    const box = { width: deviceWidth, height: deviceHeight, offsetTop, scale: pageScaleFactor };
    this.#latest = { jpeg: Buffer.from(data, "base64"), box };
    this.#current.clear();
    this.#held.push(sessionId);
    for (const viewer of this.#viewers) this.#show(viewer);
    if ([...this.#viewers].some(({ isReady }) => isReady)) this.#acknowledge();
  }

  #onReady(viewer: Viewer): void {
    this.#show(viewer);
    if (viewer.isReady) this.#acknowledge();
  }

  #show(viewer: Viewer): void {
    if (!this.#latest || !viewer.isReady || this.#current.has(viewer)) return;
    this.#current.add(viewer);
    viewer.show(this.#latest.jpeg);
  }

  #acknowledge(): void {
    const held = this.#held;
    this.#held = [];
    for (const sessionId of held) this.#send("Page.screencastFrameAck", { sessionId });
    if (held.length <= HELD_WITHOUT_LOSS) return;
    this.#send("Page.stopScreencast");
    this.#send("Page.startScreencast", OPTIONS);
  }

  #input(viewer: Viewer, message: InputMessage): void {
    const { unanswered } = this.#cdp;
    if (unanswered > LATE_COMMANDS.many) viewer.close(CLOSE.comeBack, "The tab does not answer.");
    if (!this.#latest || unanswered > (isMoreOfTheSame(message) ? LATE_COMMANDS.few : LATE_COMMANDS.many)) return;
    const { method, params } = toInputCommand(message, this.#latest.box);
    this.#send(method, params);
  }

  /** A tab that closes while it is spoken to is no failure. */
  #send(method: string, params?: object): void {
    this.#cdp.send(method, params, this.#cdpSessionId).catch(() => undefined);
  }
}

function isMoreOfTheSame(message: InputMessage): boolean {
  return message.type === "wheel" || (message.type === "mouse" && message.action === "move");
}

export function isScreencastFrame(params: unknown): params is Static<typeof ScreencastFrame> {
  return Value.Check(ScreencastFrame, params);
}
