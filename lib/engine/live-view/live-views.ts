import type { FastifyBaseLogger } from "fastify";
import type { WebSocket } from "ws";
import type { Clock } from "../clock";
import { presenceNotes } from "../logs/presence-notes";
import type { Session } from "../session/session";
import type { LiveViewGrant } from "./live-view-keys";
import { SessionViews } from "./session-views";
import { CLOSE, Viewer } from "./viewer";

type LiveViewsDeps = { clock: Clock; log: FastifyBaseLogger };

/** Who watches which session. A viewer is no client: it neither keeps a session nor ends one by leaving. */
export class LiveViews {
  readonly #deps: LiveViewsDeps;
  readonly #views = new Map<string, SessionViews>();

  constructor(deps: LiveViewsDeps) {
    this.#deps = deps;
  }

  async open(session: Session, grant: LiveViewGrant, pageId: string, socket: WebSocket): Promise<void> {
    const { clock, log } = this.#deps;
    const viewer = new Viewer(socket, grant, { clock, note: presenceNotes(session.traffic, clock) });
    try {
      const views = await this.#viewsOf(session);
      await views.add(pageId, viewer);
    } catch (err) {
      log.warn({ err, sessionId: session.record.id }, "live view not opened");
      viewer.close(CLOSE.comeBack, "The tab is not to be seen now.");
    }
  }

  async #viewsOf(session: Session): Promise<SessionViews> {
    const { id } = session.record;
    const address = await session.devTools();
    const known = this.#views.get(id);
    if (known && !known.isOver) return known;
    const views = new SessionViews(address, this.#deps);
    this.#views.set(id, views);
    views.closed.then(() => {
      if (this.#views.get(id) === views) this.#views.delete(id);
      if (session.isRunning) views.sendAway(CLOSE.comeBack, "The connection to the browser broke.");
      else views.sendAway(CLOSE.sessionEnded, "Session ended.");
    });
    return views;
  }
}
