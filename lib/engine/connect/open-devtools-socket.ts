import { type IncomingMessage, request } from "node:http";
import type { Socket } from "node:net";
import type { DevToolsAddress } from "../browser/session-browser";
import type { UpgradedSocket } from "./splice";

export type DevToolsSocket = UpgradedSocket & {
  /** Chromium's `101 Switching Protocols`, to be passed on to the client. */
  response: string;
};

/**
 * Repeats a client's WebSocket handshake at Chromium, which thereby answers the client's own key.
 * Extensions are not passed on, so that frames stay uncompressed and the log can read them; nor is Origin, which
 * Chromium refuses.
 */
export function openDevToolsSocket({ port, path }: DevToolsAddress, client: IncomingMessage): Promise<DevToolsSocket> {
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
  return new Promise((resolve, reject) => {
    handshake.once("error", reject);
    handshake.once("response", (response) => {
      response.destroy();
      reject(new Error(`Chromium answered the handshake with ${response.statusCode}`));
    });
    handshake.once("upgrade", (response: IncomingMessage, socket: Socket, head: Buffer) => {
      resolve({ socket, head, response: toHead(response) });
    });
  });
}

function toHead({ httpVersion, statusCode, statusMessage, rawHeaders }: IncomingMessage): string {
  const fields = rawHeaders.map((text, index) => (index % 2 === 0 ? `${text}: ` : `${text}\r\n`));
  return `HTTP/${httpVersion} ${statusCode} ${statusMessage}\r\n${fields.join("")}\r\n`;
}
