import { type IncomingMessage, request } from "node:http";
import type { Socket } from "node:net";
import type { DevToolsAddress } from "../browser/session-browser";
import type { Clock } from "../clock";
import type { UpgradedSocket } from "./splice";

/** The kernel accepts a connection for a process that hangs, and nobody ever answers it. */
const HANDSHAKE_DEADLINE_MS = 5_000;

export type DevToolsSocket = UpgradedSocket & {
  /** Chromium's `101 Switching Protocols`, to be passed on to the client. */
  response: string;
};

/**
 * Repeats a client's WebSocket handshake at Chromium, which thereby answers the client's own key.
 * Extensions are not passed on, so that frames stay uncompressed and the log can read them; nor is Origin, which
 * Chromium refuses.
 */
export function openDevToolsSocket(
  { port, path }: DevToolsAddress,
  client: IncomingMessage,
  clock: Clock,
): Promise<DevToolsSocket> {
  const handshake = request({
    host: "127.0.0.1",
    port,
    path,
    agent: false,
    headers: {
      connection: "Upgrade",
      upgrade: "websocket",
      "sec-websocket-key": client.headers["sec-websocket-key"],
      "sec-websocket-version": client.headers["sec-websocket-version"],
    },
  });
  handshake.end();
  const stopDeadline = clock.after(HANDSHAKE_DEADLINE_MS, () =>
    handshake.destroy(new Error("Chromium does not answer")),
  );
  return new Promise((resolve, reject) => {
    handshake.once("close", stopDeadline);
    handshake.once("error", reject);
    handshake.once("response", (response) => {
      response.destroy();
      reject(new Error(`Chromium answered the handshake with ${response.statusCode}`));
    });
    handshake.once("upgrade", (response: IncomingMessage, socket: Socket, head: Buffer) => {
      stopDeadline();
      resolve({ socket, head, response: toHead(response) });
    });
  });
}

function toHead({ httpVersion, statusCode, statusMessage, rawHeaders }: IncomingMessage): string {
  const fields = rawHeaders.map((text, index) => (index % 2 === 0 ? `${text}: ` : `${text}\r\n`));
  return `HTTP/${httpVersion} ${statusCode} ${statusMessage}\r\n${fields.join("")}\r\n`;
}
