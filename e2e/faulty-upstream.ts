import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import { freePort } from "./free-port";
import { passOn } from "./pass-on";

/** What stands between Keepwatch and the engine: nothing, a line that is cut or hangs, or an answer of its own. */
export type Fault = "none" | "cut" | "hang" | { status: number; headers?: Record<string, string>; body: string };

export type FaultyUpstream = { url: string; set: (fault: Fault) => void; stop: () => void };

/** Passes everything on to `target`, until it is told to fail. */
export async function startFaultyUpstream(target: string): Promise<FaultyUpstream> {
  let fault: Fault = "none";
  const held = new Set<ServerResponse>();
  const port = await freePort();
  const server = createServer((req, res) => {
    if (fault === "none") return passOn(target, req, res);
    if (fault === "cut") return res.destroy();
    if (fault === "hang") return held.add(res);
    res.writeHead(fault.status, { "content-type": "text/html", ...fault.headers }).end(fault.body);
  }).listen(port, "127.0.0.1");
  await once(server, "listening");

  return {
    url: `http://127.0.0.1:${port}`,
    set(next) {
      fault = next;
      for (const res of held) res.destroy();
      held.clear();
    },
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}
