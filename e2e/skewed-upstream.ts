import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { freePort } from "./free-port";
import { passOn } from "./pass-on";

const INSTANT = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g;

/** Passes everything on to `target`, and tells what is read of sessions as a machine would whose clock is so far off. */
export async function startSkewedUpstream(target: string, skewMs: number): Promise<{ url: string; stop: () => void }> {
  const port = await freePort();
  const server = createServer((req, res) => {
    if (req.method !== "GET") return passOn(target, req, res);
    tellSkewed(target, skewMs, req, res).catch(() => res.destroy());
  }).listen(port, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${port}`,
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function tellSkewed(
  target: string,
  skewMs: number,
  { url = "/", headers }: IncomingMessage,
  res: ServerResponse,
): Promise<void> {
  const answer = await fetch(new URL(url, target), { headers: { "x-bb-api-key": String(headers["x-bb-api-key"]) } });
  const skewed = (instant: string) => new Date(Date.parse(instant) + skewMs);
  const body = (await answer.text()).replace(INSTANT, (instant) => skewed(instant).toISOString());
  const date = skewed(answer.headers.get("date") ?? "").toUTCString();
  res.writeHead(answer.status, { "content-type": answer.headers.get("content-type") ?? "", date }).end(body);
}
