import type { Socket } from "node:net";
import type { TrafficTap } from "../logs/traffic-tap";

/** A socket after an HTTP upgrade, with the bytes that came with its head. */
export type UpgradedSocket = { socket: Socket; head: Buffer };

/**
 * Joins a client and its browser byte by byte until either leaves, and says who left first.
 * Nothing is parsed on the way; the pipes carry backpressure. The tap sees each chunk after it was forwarded.
 */
export function splice(
  client: UpgradedSocket,
  browser: UpgradedSocket,
  tap: TrafficTap,
): Promise<"client" | "browser"> {
  forward(client, browser.socket, (chunk) => tap.fromClient(chunk));
  forward(browser, client.socket, (chunk) => tap.fromBrowser(chunk));
  return new Promise((resolve) => {
    client.socket.once("end", () => resolve("client"));
    client.socket.once("close", () => resolve("client"));
    browser.socket.once("end", () => resolve("browser"));
    browser.socket.once("close", () => resolve("browser"));
  });
}

function forward({ socket, head }: UpgradedSocket, to: Socket, look: (chunk: Buffer) => void): void {
  socket.setNoDelay(true);
  if (head.length > 0) {
    to.write(head);
    look(head);
  }
  socket.pipe(to);
  socket.on("data", look);
  // A socket that breaks off without an end leaves the other one open; what is still on its way to it may arrive.
  socket.once("close", () => to.destroySoon());
}
