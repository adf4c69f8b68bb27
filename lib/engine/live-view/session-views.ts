import type { FastifyBaseLogger } from "fastify";
import { Type } from "typebox";
import { Value } from "typebox/value";
import type { DevToolsAddress } from "../browser/session-browser";
import type { CdpEvent } from "../cdp/cdp-calls";
import { CdpSocket } from "../cdp/cdp-socket";
import { isScreencastFrame } from "../cdp/screencast-frame";
import type { Clock } from "../clock";
import { Screencast } from "./screencast";
import { CLOSE, type Viewer } from "./viewer";

const Attached = Type.Object({ sessionId: Type.String() });
const Target = Type.Object({ targetId: Type.String() });
const Info = Type.Object({ targetInfo: Type.Object({ url: Type.String(), title: Type.String() }) });
/** A page's URL may be a picture in itself. */
const SHOWN_CHARACTERS = 2_048;
/** Chromium tells of new URLs, but not of new titles. What changes one mostly changes the picture too. */
const LOOK_AFTER_FRAME_MS = 300;

type Tab = { pageId: string; cdpSessionId: string; screencast: Screencast; state?: PageState; isLookedAt: boolean };
type SessionViewsDeps = { clock: Clock; log: FastifyBaseLogger };
type PageState = { type: "page"; url: string; title: string };

/**
 * All live views of one session, on one CDP connection of their own that stands while somebody watches. Each tab that is
 * watched is attached to once.
 */
export class SessionViews {
  readonly closed: Promise<void>;
  readonly #clock: Clock;
  readonly #cdp: CdpSocket;
  readonly #ready: Promise<unknown>;
  /** By the page; a tab that is being attached to is there already. */
  readonly #tabs = new Map<string, Promise<Tab>>();
  readonly #attached = new Map<string, Tab>();
  readonly #viewers = new Set<Viewer>();
  #isOver = false;

  constructor(address: DevToolsAddress, { clock, log }: SessionViewsDeps) {
    this.#clock = clock;
    this.#cdp = new CdpSocket(address, {
      onEvent: (event) => this.#onEvent(event),
      onFailure: (err) => log.error({ err }, "an event of a tab that is watched was not understood"),
    });
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
    const { screencast, state } = await this.#attach(pageId);
    if (!this.#viewers.has(viewer)) return this.#detachIdle(pageId);
    if (state) viewer.tell(state);
    screencast.add(viewer);
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
    const screencast = new Screencast(this.#cdp, sessionId, this.#clock);
    const tab: Tab = { pageId, cdpSessionId: sessionId, screencast, isLookedAt: false };
    this.#attached.set(sessionId, tab);
    try {
      await Promise.all([screencast.start(), this.#look(tab)]);
    } catch (error) {
      await this.#detach(tab);
      throw error;
    }
    return tab;
  }

  async #detachIdle(pageId: string): Promise<void> {
    const tab = await this.#tabs.get(pageId)?.catch(() => undefined);
    if (!tab || tab.screencast.viewers.size > 0 || !this.#attached.has(tab.cdpSessionId)) return;
    this.#tabs.delete(pageId);
    await this.#detach(tab);
  }

  async #detach({ cdpSessionId, screencast }: Tab): Promise<void> {
    this.#attached.delete(cdpSessionId);
    screencast.stop();
    await this.#cdp.send("Target.detachFromTarget", { sessionId: cdpSessionId }).catch(() => undefined);
  }

  #leave(viewer: Viewer): void {
    this.#viewers.delete(viewer);
    if (this.#viewers.size > 0) return;
    this.#isOver = true;
    this.#cdp.close();
  }

  #onEvent({ method, params, sessionId }: CdpEvent): void {
    if (method === "Page.screencastFrame" && sessionId && isScreencastFrame(params)) {
      const tab = this.#attached.get(sessionId);
      tab?.screencast.takeFrame(params);
      if (tab) this.#lookSoon(tab);
    } else if (method === "Target.targetDestroyed" && Value.Check(Target, params)) {
      this.#closeTab(params.targetId, "This tab is closed.");
    } else if (method === "Target.targetCrashed" && Value.Check(Target, params)) {
      this.#closeTab(params.targetId, "This tab has crashed.");
    }
  }

  #lookSoon(tab: Tab): void {
    if (tab.isLookedAt) return;
    tab.isLookedAt = true;
    this.#clock.after(LOOK_AFTER_FRAME_MS, () => {
      tab.isLookedAt = false;
      // It may be closed by now.
      this.#look(tab).catch(() => undefined);
    });
  }

  async #look(tab: Tab): Promise<void> {
    const answer = await this.#cdp.send("Target.getTargetInfo", { targetId: tab.pageId });
    const { targetInfo } = Value.Parse(Info, answer);
    const url = targetInfo.url.slice(0, SHOWN_CHARACTERS);
    const title = targetInfo.title.slice(0, SHOWN_CHARACTERS);
    if (tab.state?.url === url && tab.state.title === title) return;
    tab.state = { type: "page", url, title };
    for (const viewer of tab.screencast.viewers) viewer.tell(tab.state);
  }

  #closeTab(pageId: string, reason: string): void {
    for (const tab of this.#attached.values()) {
      if (tab.pageId !== pageId) continue;
      for (const viewer of tab.screencast.viewers) viewer.close(CLOSE.tabClosed, reason);
    }
  }
}
