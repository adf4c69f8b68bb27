import type { Socket } from "node:net";
import type { TrafficTap } from "../logs/traffic-tap";
import { Wakefulness } from "./wakefulness";

/** Takes bytes; false says that it wants no more until the socket is resumed. */
export type ByteListener = (chunk: Buffer) => boolean;

/** A socket after an HTTP upgrade, with the bytes that came with its head. */
export type UpgradedSocket = {
  socket: Socket;
  head: Buffer;
  /** Of a socket that is not read as a stream: says who gets its bytes. */
  listen?(listener: ByteListener): void;
};

/** Of the event loop, of which there is one. */
const wakefulness = new Wakefulness();

/**
 * Joins a client and its browser byte by byte until either leaves, and says who left first.
 * Nothing is parsed on the way, and a side that is slow to read makes the other wait. The tap sees each chunk after it
 * was forwarded.
 */
export function splice(
  client: UpgradedSocket,
  browser: UpgradedSocket,
  tap: TrafficTap,
): Promise<"client" | "browser"> {
  forward(client, browser.socket, (chunk) => {
    tap.fromClient(chunk);
    wakefulness.passed(tap);
  });
  forward(browser, client.socket, (chunk) => {
    tap.fromBrowser(chunk);
    wakefulness.passed(tap);
  });
  return new Promise((resolve) => {
    client.socket.once("end", () => resolve("client"));
    client.socket.once("close", () => resolve("client"));
    browser.socket.once("end", () => resolve("browser"));
    browser.socket.once("close", () => resolve("browser"));
  });
}

function forward({ socket, head, listen }: UpgradedSocket, to: Socket, look: (chunk: Buffer) => void): void {
  const pass: ByteListener = (chunk) => {
    const hasRoom = to.write(chunk);
    look(chunk);
    return hasRoom;
  };
  socket.setNoDelay(true);
  to.on("drain", () => socket.resume());
  if (head.length > 0) pass(head);
  if (listen) listen(pass);
  else socket.on("data", (chunk: Buffer) => void (pass(chunk) || socket.pause())).resume();
  socket.once("end", () => to.end());
  // A socket that breaks off without an end leaves the other one open; what is still on its way to it may arrive.
  socket.once("close", () => to.destroySoon());
}
