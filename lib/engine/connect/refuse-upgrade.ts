import { STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import { errorBody } from "../http/error-body";

/** Answers a WebSocket handshake with an HTTP error, whose reason clients show. */
export function refuseUpgrade(socket: Duplex, statusCode: number, message: string): void {
  const body = JSON.stringify(errorBody(statusCode, message));
  const head = [
    `HTTP/1.1 ${statusCode} ${STATUS_CODES[statusCode]}`,
    "Content-Type: application/json; charset=utf-8",
    `Content-Length: ${Buffer.byteLength(body)}`,
    "Connection: close",
  ];
  socket.end(`${head.join("\r\n")}\r\n\r\n${body}`, () => socket.destroy());
}
