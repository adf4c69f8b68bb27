import { Type } from "typebox";
import { Value } from "typebox/value";
import type { CdpEvent } from "../browser/cdp-pipe";
import type { DevToolsAddress } from "../browser/session-browser";
import { CdpSocket } from "./cdp-socket";
import { isScreencastFrame, Screencast } from "./screencast";
import { CLOSE, type Viewer } from "./viewer";

const Attached = Type.Object({ sessionId: Type.String() });
const Target = Type.Object({ targetId: Type.String() });
const Changed = Type.Object({
  targetInfo: Type.Object({ targetId: Type.String(), url: Type.String(), title: Type.String() }),
});
/** A page's URL may be a picture in itself. */
const SHOWN_CHARACTERS = 2_048;

type Tab = { pageId: string; cdpSessionId: string; screencast: Screencast };
type PageState = { type: "page"; url: string; title: string };

/**
 * All live views of one session, on one CDP connection of their own that stands while somebody watches. Each tab that is
 * watched is attached to once.
 */
export class SessionViews {
  readonly closed: Promise<void>;
  readonly #cdp: CdpSocket;
  readonly #ready: Promise<unknown>;
  /** By the page; a tab that is being attached to is there already. */
  readonly #tabs = new Map<string, Promise<Tab>>();
  readonly #attached = new Map<string, Tab>();
  readonly #states = new Map<string, PageState>();
  readonly #viewers = new Set<Viewer>();
  #isOver = false;

  constructor(address: DevToolsAddress) {
    this.#cdp = new CdpSocket(address, (event) => this.#onEvent(event));
    this.closed = this.#cdp.closed.then(() => {
      this.#isOver = true;
    });
    this.#ready = this.#cdp.opened.then(() => this.#cdp.send("Target.setDiscoverTargets", { discover: true }));
  }

  /** Nobody is left, or the browser is gone. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** Shows a tab until the viewer leaves; with the last one the connection closes. */
  async add(pageId: string, viewer: Viewer): Promise<void> {
    this.#viewers.add(viewer);
    viewer.closed.then(() => this.#leave(viewer));
    await this.#ready;
    const { screencast } = await this.#attach(pageId);
    if (!this.#viewers.has(viewer)) return this.#detachIdle(pageId);
    screencast.add(viewer);
    const state = this.#states.get(pageId);
    if (state) viewer.tell(state);
    viewer.closed.then(() => {
      screencast.remove(viewer);
      return this.#detachIdle(pageId);
    });
  }

  sendAway(code: number, reason: string): void {
    for (const viewer of this.#viewers) viewer.close(code, reason);
  }

  #attach(pageId: string): Promise<Tab> {
    const known = this.#tabs.get(pageId);
    if (known) return known;
    const tab = this.#open(pageId);
    this.#tabs.set(pageId, tab);
    tab.catch(() => this.#tabs.delete(pageId));
    return tab;
  }

  async #open(pageId: string): Promise<Tab> {
    const answer = await this.#cdp.send("Target.attachToTarget", { targetId: pageId, flatten: true });
    const { sessionId } = Value.Parse(Attached, answer);
    const screencast = new Screencast(this.#cdp, sessionId);
    const tab = { pageId, cdpSessionId: sessionId, screencast };
    this.#attached.set(sessionId, tab);
    await screencast.start();
    return tab;
  }

  async #detachIdle(pageId: string): Promise<void> {
    const tab = await this.#tabs.get(pageId)?.catch(() => undefined);
    if (!tab || tab.screencast.viewers.size > 0 || !this.#attached.delete(tab.cdpSessionId)) return;
    this.#tabs.delete(pageId);
    await this.#cdp.send("Target.detachFromTarget", { sessionId: tab.cdpSessionId }).catch(() => undefined);
  }

  #leave(viewer: Viewer): void {
    this.#viewers.delete(viewer);
    if (this.#viewers.size > 0) return;
    this.#isOver = true;
    this.#cdp.close();
  }

  #onEvent({ method, params, sessionId }: CdpEvent): void {
    if (method === "Page.screencastFrame" && sessionId && isScreencastFrame(params)) {
      this.#attached.get(sessionId)?.screencast.takeFrame(params);
    } else if (method === "Target.targetDestroyed" || method === "Target.targetCrashed") {
      if (Value.Check(Target, params)) void this.#closeTab(params.targetId, method === "Target.targetCrashed");
    } else if (method === "Target.targetCreated" || method === "Target.targetInfoChanged") {
      if (Value.Check(Changed, params)) void this.#note(params.targetInfo);
    }
  }

  async #note({ targetId, url, title }: { targetId: string; url: string; title: string }): Promise<void> {
    const cut = (text: string) => text.slice(0, SHOWN_CHARACTERS);
    const state = { type: "page", url: cut(url), title: cut(title) } satisfies PageState;
    this.#states.set(targetId, state);
    const tab = await this.#tabs.get(targetId)?.catch(() => undefined);
    for (const viewer of tab?.screencast.viewers ?? []) viewer.tell(state);
  }

  async #closeTab(pageId: string, isCrash: boolean): Promise<void> {
    this.#states.delete(pageId);
    const tab = await this.#tabs.get(pageId)?.catch(() => undefined);
    const reason = isCrash ? "This tab has crashed." : "This tab is closed.";
    for (const viewer of tab?.screencast.viewers ?? []) viewer.close(CLOSE.tabClosed, reason);
  }
}
