import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export type ReceivedRequest = { method?: string; path?: string; apiKey: unknown; body: string };

/** A real HTTP server that answers as a test says, for answers that no sound upstream gives. */
export async function startScriptedServer(answer: (request: ReceivedRequest, response: ServerResponse) => void) {
  const requests: ReceivedRequest[] = [];
  const server = createServer(async (message, response) => {
    const request = await receive(message);
    requests.push(request);
    answer(request, response);
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  return {
    requests,
    url: `http://127.0.0.1:${portOf(server.address())}`,
    async stop() {
      server.closeAllConnections();
      await once(server.close(), "close");
    },
  };
}

export function sendJson(response: ServerResponse, status: number, body: unknown, headers = {}): void {
  response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
}

async function receive(message: IncomingMessage): Promise<ReceivedRequest> {
  let body = "";
  for await (const chunk of message) body += chunk;
  return { method: message.method, path: message.url, apiKey: message.headers["x-bb-api-key"], body };
}

function portOf(address: AddressInfo | string | null): number {
  if (typeof address === "object" && address) return address.port;
  throw new Error("the server listens on no port");
}
