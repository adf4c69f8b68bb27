import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { freePort } from "./free-port";
import { passOn } from "./pass-on";

export type AgingUpstream = {
  url: string;
  /** From now on the log of this session says that its last command was so long ago. */
  age: (sessionId: string, minutes: number) => void;
  /** From now on it says that somebody is at it, whenever it is read. */
  use: (sessionId: string) => void;
  /** From now on this session is said to have been started so long ago. */
  startEarlier: (sessionId: string, minutes: number) => void;
  stop: () => void;
};

const LOGS = /^\/v1\/sessions\/([^/?]+)\/logs/;
const SESSIONS = /^\/v1\/sessions(\/[^/?]+)?(\?|$)/;

type Told = { id: string; createdAt: string; startedAt: string };

/** Passes everything on to `target`, but for what is to look old: nobody waits ten minutes in a test. */
export async function startAgingUpstream(target: string): Promise<AgingUpstream> {
  const lastAt = new Map<string, () => number>();
  const earlierMs = new Map<string, number>();
  const port = await freePort();
  const server = createServer((req, res) => {
    const id = LOGS.exec(req.url ?? "")?.[1];
    const at = id === undefined ? undefined : lastAt.get(id);
    const isAboutSessions = req.method === "GET" && SESSIONS.test(req.url ?? "");
    if (isAboutSessions && earlierMs.size > 0)
      return void tellEarlier(target, earlierMs, req, res).catch(() => res.destroy());
    if (id === undefined || at === undefined) return passOn(target, req, res);
    res.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify([entry(id, at())]));
  }).listen(port, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${port}`,
    age(id, minutes) {
      const at = Date.now() - minutes * 60_000;
      lastAt.set(id, () => at);
    },
    use: (id) => lastAt.set(id, Date.now),
    startEarlier: (id, minutes) => earlierMs.set(id, minutes * 60_000),
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function tellEarlier(
  target: string,
  earlierMs: ReadonlyMap<string, number>,
  { url = "/", headers }: IncomingMessage,
  res: ServerResponse,
): Promise<void> {
  const answer = await fetch(new URL(url, target), { headers: { "x-bb-api-key": String(headers["x-bb-api-key"]) } });
  if (!answer.ok) return void res.writeHead(answer.status).end(await answer.text());
  const told: Told | Told[] = await answer.json();
  const shift = (session: Told): Told => {
    const earlier = (iso: string) => new Date(Date.parse(iso) - (earlierMs.get(session.id) ?? 0)).toISOString();
    return { ...session, createdAt: earlier(session.createdAt), startedAt: earlier(session.startedAt) };
  };
  const body = Array.isArray(told) ? told.map(shift) : shift(told);
  res.writeHead(answer.status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

function entry(sessionId: string, timestamp: number) {
  const request = { timestamp, params: {}, rawBody: "{}" };
  return { method: "Page.navigate", pageId: 0, sessionId, timestamp, request };
}
