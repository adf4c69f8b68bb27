import { createServer, type RequestListener, type Server } from "node:http";

export type WebSite = { url: string; close(): void };

/** A web site on a free port of loopback, for sessions to visit. */
export function startWebSite(listener: RequestListener): Promise<WebSite> {
  const server = createServer(listener);
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () =>
      resolve({ url: `http://127.0.0.1:${portOf(server)}`, close: () => close(server) }),
    );
  });
}

function portOf(server: Server): number {
  const address = server.address();
  if (typeof address === "object" && address) return address.port;
  throw new Error("The web site does not listen");
}

function close(server: Server): void {
  server.close();
  server.closeAllConnections();
}
