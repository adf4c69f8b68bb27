import { once } from "node:events";
import type { Server } from "node:net";
import { createServer, type Socket } from "node:net";

export type SocksProxy = { url: string; hosts: string[]; close(): void };

const [SOCKS5, WITH_PASSWORD, DOMAIN] = [5, 2, 3];
const ACCEPTED = Buffer.from([SOCKS5, 0, 0, 1, 0, 0, 0, 0, 0, 0]);

/** A SOCKS5 proxy for `user` with `p@ss` that notes the hosts it is asked for and has a server of the test's answer for all. */
export async function startSocksProxy(serverFor: (port: number) => Server): Promise<SocksProxy> {
  const hosts: string[] = [];
  const sockets = new Set<Socket>();

  async function serve(socket: Socket): Promise<void> {
    // A client says one thing at a time, and waits.
    await once(socket, "data");
    socket.write(Buffer.from([SOCKS5, WITH_PASSWORD]));
    const [credentials]: Buffer[] = await once(socket, "data");
    if (String(credentials) !== "\u0001\u0004user\u0004p@ss") return void socket.end(Buffer.from([1, 1]));
    socket.write(Buffer.from([1, 0]));
    const [request = Buffer.alloc(0)]: Buffer[] = await once(socket, "data");
    if (request[3] !== DOMAIN) return void socket.destroy();
    hosts.push(request.toString("utf8", 5, request.length - 2));
    socket.write(ACCEPTED);
    serverFor(request.readUInt16BE(request.length - 2)).emit("connection", socket);
  }

  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
    serve(socket).catch(() => socket.destroy());
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  return {
    url: `socks5://127.0.0.1:${typeof address === "object" && address?.port}`,
    hosts,
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
