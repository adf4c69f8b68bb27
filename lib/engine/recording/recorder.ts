import { type Static, Type } from "typebox";
import { Value } from "typebox/value";
import type { DevToolsAddress } from "../browser/session-browser";
import type { CdpEvent } from "../cdp/cdp-calls";
import { CdpSocket } from "../cdp/cdp-socket";
import { isScreencastFrame, type ScreencastFrame } from "../cdp/screencast-frame";
import type { Clock } from "../clock";
import type { RecordingFile } from "./recording-store";
import { replayEvents, type Scene } from "./replay-events";
import { TabRecorder } from "./tab-recorder";

/** As many as Browserbase records. */
const RECORDED_TABS = 10;
/** A page may name itself in megabytes, by a data: URL. */
const KEPT_HREF_CHARACTERS = 2_048;
/** Of a tab that has just been opened, and of the page it then shows. */
const BLANK = ["", "about:blank"];
const PAGES_ONLY = [{ type: "page" }];

const TargetInfo = Type.Object({ targetId: Type.String(), url: Type.String() });
const Changed = Type.Object({ targetInfo: TargetInfo });
const Attached = Type.Object({ sessionId: Type.String(), targetInfo: TargetInfo });
const Detached = Type.Object({ sessionId: Type.String() });

/** Without a recorder it waits for one of the recorded tabs to close. */
type Tab = { targetId: string; href: string; recorder?: TabRecorder };

type RecordedTo = Pick<RecordingFile, "write" | "close">;
type RecorderDeps = { clock: Clock; onFailure(err: unknown): void };

/**
 * Records a session from outside of its pages: a picture of each tab that has changed, at the most once a second, on a CDP
 * connection of its own. Of several tabs the recording shows the one that changed last. It ends with the browser, or when
 * there is no more room, or the disk fails; the session is none the worse.
 */
export class Recorder {
  /** Resolves when it has seen the tabs that there are, or will never. */
  readonly begun: Promise<void>;
  readonly #cdp: CdpSocket;
  readonly #file: RecordedTo;
  readonly #deps: RecorderDeps;
  /** By CDP session, the oldest first. */
  readonly #tabs = new Map<string, Tab>();
  #last: Scene | undefined;
  #isWriting = false;

  constructor(address: DevToolsAddress, file: RecordedTo, deps: RecorderDeps) {
    this.#file = file;
    this.#deps = deps;
    const giveUp = (err: unknown) => {
      deps.onFailure(err);
      this.#cdp.close();
    };
    this.#cdp = new CdpSocket(address, { onEvent: (event) => this.#onEvent(event), onFailure: giveUp });
    this.#cdp.closed.then(() => this.#end()).catch(deps.onFailure);
    this.begun = this.#begin().catch(giveUp);
  }

  async #begin(): Promise<void> {
    await this.#cdp.opened;
    await this.#cdp.send("Target.setDiscoverTargets", { discover: true, filter: PAGES_ONLY });
    const flat = { autoAttach: true, waitForDebuggerOnStart: false, flatten: true, filter: PAGES_ONLY };
    await this.#cdp.send("Target.setAutoAttach", flat);
  }

  async #end(): Promise<void> {
    for (const { recorder } of this.#tabs.values()) recorder?.stop();
    await this.#file.close();
  }

  #onEvent({ method, params, sessionId }: CdpEvent): void {
    if (method === "Page.screencastFrame" && sessionId && isScreencastFrame(params)) {
      this.#tabs.get(sessionId)?.recorder?.takeFrame(params);
    } else if (method === "Target.attachedToTarget" && Value.Check(Attached, params)) {
      this.#attach(params);
    } else if (method === "Target.targetInfoChanged" && Value.Check(Changed, params)) {
      this.#note(params.targetInfo);
    } else if (method === "Target.detachedFromTarget" && Value.Check(Detached, params)) {
      this.#detach(params.sessionId);
    }
  }

  #attach({ sessionId, targetInfo }: Static<typeof Attached>): void {
    this.#tabs.set(sessionId, { targetId: targetInfo.targetId, href: toHref(targetInfo.url) });
    this.#recordOldest();
  }

  #recordOldest(): void {
    for (const [sessionId, tab] of [...this.#tabs].slice(0, RECORDED_TABS)) {
      if (tab.recorder) continue;
      tab.recorder = new TabRecorder({
        clock: this.#deps.clock,
        send: (method, params) => this.#cdp.send(method, params, sessionId).catch(() => undefined),
        onFrame: (frame) => this.#take(tab, frame),
      });
      tab.recorder.begin({ isBlank: BLANK.includes(tab.href) });
    }
  }

  #note({ targetId, url }: Static<typeof TargetInfo>): void {
    for (const tab of this.#tabs.values()) {
      if (tab.targetId !== targetId) continue;
      const wasBlank = BLANK.includes(tab.href);
      tab.href = toHref(url);
      // A tab that has come to its blank page has still nothing to show.
      if (!wasBlank || !BLANK.includes(tab.href)) tab.recorder?.stir();
    }
  }

  #detach(sessionId: string): void {
    this.#tabs.get(sessionId)?.recorder?.stop();
    this.#tabs.delete(sessionId);
    this.#recordOldest();
  }

  /** A disk that is slower than a picture a second gets fewer: what it does not take is looked at again. */
  #take({ href }: Tab, { data, metadata }: ScreencastFrame): boolean {
    if (this.#isWriting) return false;
    const { deviceWidth: width, deviceHeight: height } = metadata;
    void this.#write(data, { href, width, height });
    return true;
  }

  async #write(jpegBase64: string, scene: Scene): Promise<void> {
    this.#isWriting = true;
    try {
      const events = replayEvents(jpegBase64, scene, this.#last);
      this.#last = scene;
      const isWritten = await this.#file.write(events, this.#deps.clock.now());
      if (!isWritten) this.#cdp.close();
    } catch (err) {
      this.#deps.onFailure(err);
      this.#cdp.close();
    }
    this.#isWriting = false;
  }
}

/** A copy, for a mere slice holds on to the whole. */
function toHref(url: string): string {
  return Buffer.from(url.slice(0, KEPT_HREF_CHARACTERS)).toString();
}
