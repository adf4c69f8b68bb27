import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { FeedEvent } from "@/lib/api/feed";

type Answer = (res: ServerResponse, req: IncomingMessage) => void;

/** A real HTTP server that answers every request as it is told to, and keeps what was asked. */
export async function startFeedServer(answer: Answer) {
  const asked: { at: number; lastEventId: string | undefined }[] = [];
  const answers = { next: answer };
  const server = createServer((req, res) => {
    asked.push({ at: performance.now(), lastEventId: req.headers["last-event-id"]?.toString() });
    answers.next(res, req);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/api/feed`,
    asked,
    answers,
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}

export function openStream(res: ServerResponse): void {
  res.writeHead(200, { "content-type": "text/event-stream; charset=utf-8" });
  res.flushHeaders();
}

/** An event as the server writes it. */
export function frame(id: string, { event, data }: FeedEvent): string {
  return `id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}
