import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import type { FastifyBaseLogger } from "fastify";
import { WebSocketServer } from "ws";
import { refuseUpgrade } from "../connect/refuse-upgrade";
import { HttpError } from "../http/http-error";
import { type AdmissionDeps, admitViewer } from "./admit-viewer";
import type { LiveViews } from "./live-views";

/** What is pasted is the longest that a viewer sends. */
const MAX_MESSAGE_BYTES = 512 * 1024;
const SOCKET_PATH = /^\/debug\/([^/?]+)(?:\/([^/?]+))?\/socket(?:\?|$)/;

export function isLiveView({ url = "" }: IncomingMessage): boolean {
  return SOCKET_PATH.test(url);
}

type LiveViewUpgradeDeps = AdmissionDeps & { liveViews: LiveViews; log: FastifyBaseLogger };

/** Takes the WebSocket handshakes of live views: `/debug/<session>[/<tab>]/socket?signingKey=…`. */
export function liveViewUpgrade(deps: LiveViewUpgradeDeps) {
  // Frames are compressed already.
  const server = new WebSocketServer({ noServer: true, perMessageDeflate: false, maxPayload: MAX_MESSAGE_BYTES });
  return async (request: IncomingMessage, client: Duplex, head: Buffer): Promise<void> => {
    const [, sessionId = "", pageId] = SOCKET_PATH.exec(request.url ?? "") ?? [];
    const [, query] = (request.url ?? "").split("?", 2);
    const key = new URLSearchParams(query).get("signingKey") ?? "";
    try {
      const admission = await admitViewer({ sessionId, pageId, key }, deps);
      server.handleUpgrade(request, client, head, (socket) => {
        void deps.liveViews.open(admission.session, admission.grant, admission.pageId, socket);
      });
    } catch (err) {
      if (err instanceof HttpError) return refuseUpgrade(client, err.statusCode, err.message);
      // Most likely the browser ended while it was asked for its tabs.
      deps.log.warn({ err, sessionId }, "live view not opened");
      refuseUpgrade(client, 502, "The session's browser does not answer.");
    }
  };
}
