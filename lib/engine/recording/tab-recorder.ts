import type { ScreencastFrame } from "../cdp/screencast-frame";
import type { Clock } from "../clock";

/** Small, for it is drawn and kept in any case: some 10 to 40 kB. */
const OPTIONS = { format: "jpeg", quality: 40, maxWidth: 1_024, maxHeight: 1_024 };
const SHORTEST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 8_000;
/** By then whoever created the session has mostly led its blank page elsewhere, which is looked at without a pause. */
const BLANK_PAUSE_MS = 2_000;

type TabRecorderDeps = {
  clock: Clock;
  send(method: string, params?: object): void;
  /** Told of each that differs from the last it took; false for one that it cannot take now. */
  onFrame(frame: ScreencastFrame): boolean;
};

/**
 * Looks at one tab once a second, and less often while it stands still. Between looks nothing of it is drawn: a screencast
 * that is left on, even one that is not acknowledged, slows every navigation by a third and more.
 */
export class TabRecorder {
  readonly #deps: TabRecorderDeps;
  #isLooking = false;
  #seen = "";
  #pauseMs = SHORTEST_PAUSE_MS;
  #stopPause: () => void = () => undefined;

  constructor(deps: TabRecorderDeps) {
    this.#deps = deps;
  }

  /** A blank page has nothing to show, and a browser that has just started has enough to do. */
  begin({ isBlank }: { isBlank: boolean }): void {
    if (isBlank) this.#pause(BLANK_PAUSE_MS);
    else this.#look();
  }

  stop(): void {
    this.#stopPause();
  }

  /** Something has happened in the tab. */
  stir(): void {
    if (this.#pauseMs === SHORTEST_PAUSE_MS || this.#isLooking) return;
    if (this.#seen === "") this.#look();
    else this.#pause(SHORTEST_PAUSE_MS);
  }

  takeFrame(frame: ScreencastFrame): void {
    if (!this.#isLooking) return;
    this.#isLooking = false;
    this.#deps.send("Page.stopScreencast");
    const hasChanged = frame.data !== this.#seen;
    if (hasChanged && this.#deps.onFrame(frame)) this.#seen = frame.data;
    this.#pause(hasChanged ? SHORTEST_PAUSE_MS : Math.min(this.#pauseMs * 2, LONGEST_PAUSE_MS));
  }

  /** A tab that is not drawn now is looked at when it is. */
  #look(): void {
    this.#stopPause();
    this.#isLooking = true;
    this.#deps.send("Page.startScreencast", OPTIONS);
  }

  #pause(pauseMs: number): void {
    this.#stopPause();
    this.#pauseMs = pauseMs;
    this.#stopPause = this.#deps.clock.after(pauseMs, () => this.#look());
  }
}
