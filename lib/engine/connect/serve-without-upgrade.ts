import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";

/**
 * Serves a request that offered another protocol as if it had not, as HTTP has it: curl and Java's HttpClient offer h2c
 * with every request. Node hands over all upgrades once a server takes any (before 24.9 without a say), so the request
 * goes through the server a second time, without the offer.
 */
export function serveWithoutUpgrade(server: Server, request: IncomingMessage, socket: Duplex, head: Buffer): void {
  socket.unshift(Buffer.concat([withoutUpgrade(request), head]));
  server.emit("connection", socket);
}

function withoutUpgrade({ method, url, httpVersion, rawHeaders }: IncomingMessage): Buffer {
  const lines = [`${method} ${url} HTTP/${httpVersion}`];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const [name = "", value = ""] = rawHeaders.slice(index, index + 2);
    if (name.toLowerCase() !== "upgrade") lines.push(`${name}: ${value}`);
  }
  // Node reads header fields as latin1.
  return Buffer.from(`${lines.join("\r\n")}\r\n\r\n`, "latin1");
}
