import { randomBytes } from "node:crypto";
import { connect } from "node:net";
import type { DevToolsAddress } from "../browser/session-browser";
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

/**
 * A WebSocket at Chromium, on which nothing was said yet. No extensions are asked for, so that frames stay uncompressed
 * and the log can read them.
 */
export function openDevToolsSocket({ port, path }: DevToolsAddress): Promise<UpgradedSocket> {
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
  socket.write(handshake(`127.0.0.1:${port}`, path));
  const giveUp = () => void socket.destroy(new Error("Chromium does not answer"));
  const deadline = setTimeout(giveUp, HANDSHAKE_DEADLINE_MS).unref();
  return new Promise<UpgradedSocket>((resolve, reject) => {
    // Also later, when nobody else may listen; its end says as much.
    socket.on("error", reject);
    socket.once("close", () => reject(new Error("Chromium closed the connection")));
    onHead = (response, head) => {
      const [statusLine = ""] = response.split("\r\n", 1);
      if (!statusLine.startsWith("HTTP/1.1 101 ")) {
        return void socket.destroy(new Error(`Chromium answered the handshake with ${statusLine}`));
      }
      resolve({
        socket,
        head,
        listen: (next) => {
          listener = next;
          socket.resume();
        },
      });
    };
  }).finally(() => clearTimeout(deadline));
}

function handshake(host: string, path: string): string {
  const fields = [
    `GET ${path} HTTP/1.1`,
    `Host: ${host}`,
    "Connection: Upgrade",
    "Upgrade: websocket",
    `Sec-WebSocket-Key: ${randomBytes(16).toString("base64")}`,
    "Sec-WebSocket-Version: 13",
  ];
  return fields.join("\r\n") + HEAD_END;
}
