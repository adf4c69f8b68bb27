import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";

/** Both ends of one TCP connection. */
export type Wire = { near: Socket; far: Socket };

/** Makes wires for a test; closing it breaks all of them. */
export class Wires {
  readonly #server: Server = createServer({ pauseOnConnect: true }).listen(0, "127.0.0.1");
  readonly #sockets: Socket[] = [];

  async open(): Promise<Wire> {
    if (!this.#server.listening) await once(this.#server, "listening");
    const address = this.#server.address();
    const far = connect(typeof address === "object" && address ? address.port : 0, "127.0.0.1");
    const [near]: Socket[] = await once(this.#server, "connection");
    if (!near) throw new Error("The server has no socket");
    for (const socket of [near, far]) socket.on("error", () => undefined);
    this.#sockets.push(near, far);
    return { near, far };
  }

  close(): void {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
  }
}
