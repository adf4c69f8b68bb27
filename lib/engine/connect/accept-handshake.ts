import { createHash } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";

/** RFC 6455, section 1.3. */
const ACCEPT_GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
/** Sixteen bytes in base64. */
const KEY = /^[A-Za-z0-9+/]{22}==$/;

/**
 * The answer to a client's WebSocket handshake, without extensions, whatever it offers; or why there is none, with the
 * status that says so.
 */
export function acceptHandshake(
  headers: IncomingHttpHeaders,
): { response: string } | { statusCode: number; message: string } {
  const key = headers["sec-websocket-key"] ?? "";
  if (headers["sec-websocket-version"] !== "13") {
    return { statusCode: 400, message: "Sec-WebSocket-Version must be 13." };
  }
  if (!KEY.test(key)) return { statusCode: 400, message: "Sec-WebSocket-Key must be 16 bytes in base64." };
  const fields = [
    "HTTP/1.1 101 Switching Protocols",
    "Upgrade: websocket",
    "Connection: Upgrade",
    `Sec-WebSocket-Accept: ${createHash("sha1")
      .update(key + ACCEPT_GUID)
      .digest("base64")}`,
  ];
  return { response: `${fields.join("\r\n")}\r\n\r\n` };
}
