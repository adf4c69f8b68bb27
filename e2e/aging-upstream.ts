import { once } from "node:events";
import { createServer } from "node:http";
import { freePort } from "./free-port";
import { passOn } from "./pass-on";

export type AgingUpstream = {
  url: string;
  /** From now on the log of this session says that its last command was so long ago. */
  age: (sessionId: string, minutes: number) => void;
  stop: () => void;
};

const LOGS = /^\/v1\/sessions\/([^/?]+)\/logs/;

/** Passes everything on to `target`, but for logs that are to look old: nobody waits ten minutes in a test. */
export async function startAgingUpstream(target: string): Promise<AgingUpstream> {
  const lastAt = new Map<string, number>();
  const port = await freePort();
  const server = createServer((req, res) => {
    const id = LOGS.exec(req.url ?? "")?.[1];
    const at = id === undefined ? undefined : lastAt.get(id);
    if (id === undefined || at === undefined) return passOn(target, req, res);
    res.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify([entry(id, at)]));
  }).listen(port, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${port}`,
    age: (id, minutes) => lastAt.set(id, Date.now() - minutes * 60_000),
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}

function entry(sessionId: string, timestamp: number) {
  const request = { timestamp, params: {}, rawBody: "{}" };
  return { method: "Page.navigate", pageId: 0, sessionId, timestamp, request };
}
