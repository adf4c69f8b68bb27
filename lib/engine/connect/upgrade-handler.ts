import type { IncomingMessage, Server } from "node:http";
import { Socket } from "node:net";
import type { Duplex } from "node:stream";
import type { FastifyBaseLogger } from "fastify";
import type { Clock } from "../clock";
import { findForeignRequest } from "../http/foreign-request";
import { isLiveView } from "../live-view/live-view-upgrade";
import { runAt } from "../run-at";
import type { ConnectKeys } from "../session/connect-keys";
import type { Session } from "../session/session";
import type { SessionManager } from "../session/session-manager";
import { acceptHandshake } from "./accept-handshake";
import { refuseUpgrade } from "./refuse-upgrade";
import { serveWithoutUpgrade } from "./serve-without-upgrade";

type UpgradeDeps = {
  server: Server;
  sessions: SessionManager;
  keys: ConnectKeys;
  clock: Clock;
  log: FastifyBaseLogger;
  /** Takes the sockets of live views. */
  openLiveView(request: IncomingMessage, client: Duplex, head: Buffer): Promise<void>;
};

type Admission = { session: Session; expiresAt: number } | { statusCode: number; message: string };

/** Takes the WebSocket handshakes: who may, is joined with the browser of the session; who may not, is told why. */
export function upgradeHandler({ server, sessions, keys, clock, log, openLiveView }: UpgradeDeps) {
  return async (request: IncomingMessage, client: Duplex, head: Buffer): Promise<void> => {
    if (request.headers.upgrade?.toLowerCase() !== "websocket") {
      return serveWithoutUpgrade(server, request, client, head);
    }
    client.on("error", (err) => log.debug({ err }, "client connection broke"));
    if (!(client instanceof Socket)) return refuseUpgrade(client, 501, "The engine speaks plain TCP only.");
    const foreign = findForeignRequest(request.headers);
    if (foreign) return refuseUpgrade(client, 403, foreign);
    if (isLiveView(request)) return openLiveView(request, client, head);
    const admission = admit(request, sessions, keys, clock);
    if (!("session" in admission)) return refuseUpgrade(client, admission.statusCode, admission.message);
    if (Number.isFinite(admission.expiresAt)) {
      client.once(
        "close",
        runAt(clock, admission.expiresAt, () => client.destroy()),
      );
    }
    const accepted = acceptHandshake(request.headers);
    if (!("response" in accepted)) return refuseUpgrade(client, accepted.statusCode, accepted.message);
    const browser = await reachBrowser(admission.session, log);
    if (!browser) return refuseUpgrade(client, 502, "The session's browser does not answer.");
    if (client.destroyed) return void browser.socket.destroy();
    client.write(accepted.response);
    await admission.session.attach({ socket: client, head }, browser);
  };
}

function admit(request: IncomingMessage, sessions: SessionManager, keys: ConnectKeys, clock: Clock): Admission {
  const [path, query] = (request.url ?? "").split("?", 2);
  if (path !== "/connect") return { statusCode: 404, message: "The engine takes connections at /connect only." };
  const grant = keys.verify(new URLSearchParams(query).get("signingKey") ?? "", clock.now());
  if (!grant) return { statusCode: 401, message: "Unauthorized: the signing key opens no session." };
  const { sessionId: id, expiresAt } = grant;
  const session = sessions.live(id);
  if (session?.isRunning) return { session, expiresAt };
  const record = sessions.find(id);
  if (!record) return { statusCode: 404, message: `Session ${id} not found.` };
  const state = record.endedAt === undefined ? "is ending" : `ended (${record.status})`;
  return { statusCode: 410, message: `Session ${id} ${state} and takes no more connections.` };
}

async function reachBrowser(session: Session, log: FastifyBaseLogger) {
  try {
    const devTools = await session.devTools();
    const browser = await devTools.open();
    browser.socket.on("error", (err) => log.debug({ err }, "browser connection broke"));
    return browser;
  } catch (err) {
    log.warn({ err, sessionId: session.record.id }, "browser not reached");
    return undefined;
  }
}
