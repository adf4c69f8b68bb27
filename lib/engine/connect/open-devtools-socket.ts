import type { IncomingMessage } from "node:http";
import { connect } from "node:net";
import type { DevToolsAddress } from "../browser/session-browser";
import type { Clock } from "../clock";
import type { ByteListener, UpgradedSocket } from "./splice";

/** The kernel accepts a connection for a process that hangs, and nobody ever answers it. */
const HANDSHAKE_DEADLINE_MS = 5_000;
const MOST_HEAD_BYTES = 16 * 1024;
const HEAD_END = "\r\n\r\n";

/**
 * What browsers send is read into this one buffer, whichever connection it comes by, and copied out of it at once: else
 * Node makes a buffer of 64 kB for every message of a few bytes, and collecting those is most of what passing one on costs.
 */
const READ_BUFFER = Buffer.allocUnsafeSlow(64 * 1024);

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
  let listener: ByteListener = readHead;
  let received = Buffer.alloc(0);
  let onHead: (head: string, rest: Buffer) => void = () => undefined;

  function readHead(chunk: Buffer): boolean {
    received = Buffer.concat([received, chunk]);
    const end = received.indexOf(HEAD_END);
    if (end === -1) {
      if (received.length > MOST_HEAD_BYTES) socket.destroy(new Error("Chromium's answer has no end"));
      return true;
    }
    const headLength = end + HEAD_END.length;
    onHead(received.toString("latin1", 0, headLength), received.subarray(headLength));
    // The rest is read when there is somebody to listen.
    return false;
  }

  const socket = connect({
    host: "127.0.0.1",
    port,
    noDelay: true,
    onread: {
      buffer: READ_BUFFER,
      callback: (length, buffer) => listener(Buffer.from(buffer.subarray(0, length))),
    },
  });
  socket.write(handshakeOf(client, `127.0.0.1:${port}`, path));
  const stopDeadline = clock.after(HANDSHAKE_DEADLINE_MS, () => socket.destroy(new Error("Chromium does not answer")));
  return new Promise<DevToolsSocket>((resolve, reject) => {
    socket.once("error", reject);
    socket.once("close", () => reject(new Error("Chromium closed the connection")));
    onHead = (response, head) => {
      const [statusLine = ""] = response.split("\r\n", 1);
      if (!statusLine.startsWith("HTTP/1.1 101 ")) {
        return void socket.destroy(new Error(`Chromium answered the handshake with ${statusLine}`));
      }
      resolve({
        socket,
        head,
        response,
        listen: (next) => {
          listener = next;
          socket.resume();
        },
      });
    };
  }).finally(stopDeadline);
}

function handshakeOf({ headers }: IncomingMessage, host: string, path: string): string {
  const fields = [
    `GET ${path} HTTP/1.1`,
    `Host: ${host}`,
    "Connection: Upgrade",
    "Upgrade: websocket",
    `Sec-WebSocket-Key: ${headers["sec-websocket-key"] ?? ""}`,
    `Sec-WebSocket-Version: ${headers["sec-websocket-version"] ?? ""}`,
  ];
  return fields.join("\r\n") + HEAD_END;
}
