import { once } from "node:events";
import { createServer, request as forward, type IncomingMessage, type ServerResponse } from "node:http";
import { freePort } from "./free-port";

/** `hasBegun`: something of the answer has been passed on. */
type Feed = { lastEventId: string | undefined; hasBegun: boolean; isOpen: boolean };

/** What a viewer's requests go through on their way to the console, and what it may do to them. */
export type ViewerLine = {
  url: string;
  /** The feeds that were asked for so far, with the id that each resumes after. */
  feeds: Feed[];
  /** All that is open breaks, and nobody is let through. */
  goDown: () => void;
  /** All that is open breaks, and whatever is asked for then is neither answered nor refused until `comeUp`. */
  goSilent: () => void;
  comeUp: () => void;
  /** As a proxy that wants to see all of an answer before it passes any of it on. */
  hoardFeeds: (isHoarding: boolean) => void;
  /** Each way takes so long. */
  setLatency: (ms: number) => void;
  /** Breaks the open feed in the middle of the next delta. */
  cutNextDelta: () => void;
  stop: () => void;
};

export async function startViewerLine(target: string): Promise<ViewerLine> {
  const state = { isDown: false, isSilent: false, isHoarding: false, latencyMs: 0, isCutting: false };
  const feeds: ViewerLine["feeds"] = [];
  const held: (() => void)[] = [];
  const port = await freePort();
  const server = createServer((req, res) => {
    if (state.isDown) return res.destroy();
    const feed = req.url?.startsWith("/api/feed") ? noteFeed(req, res) : undefined;
    if (feed) feeds.push(feed);
    const act = () => setTimeout(() => passOn(req, res, feed), state.latencyMs);
    if (!state.isSilent) return void act();
    held.push(() => {
      if (!res.destroyed) act();
    });
  }).listen(port, "127.0.0.1");
  await once(server, "listening");

  function passOn(req: IncomingMessage, res: ServerResponse, feed: Feed | undefined): void {
    const { host } = new URL(target);
    const headers = { ...req.headers, host, "accept-encoding": "identity" };
    if (headers.origin) headers.origin = target;
    const upstream = forward(new URL(req.url ?? "/", target), { method: req.method, headers }, (answer) => {
      const later = (act: () => void) => setTimeout(act, state.latencyMs);
      if (feed && state.isHoarding) return answer.resume();
      later(() => res.writeHead(answer.statusCode ?? 502, answer.headers).flushHeaders());
      answer.on("data", (chunk: Buffer) => later(() => (feed ? writeFeed(feed, res, chunk) : res.write(chunk))));
      answer.on("end", () => later(() => res.end()));
      answer.on("error", () => res.destroy());
    });
    upstream.on("error", () => res.destroy());
    res.on("close", () => upstream.destroy());
    req.pipe(upstream);
  }

  function writeFeed(feed: Feed, res: ServerResponse, chunk: Buffer): void {
    feed.hasBegun = true;
    if (!state.isCutting || !chunk.includes("event: delta")) return void res.write(chunk);
    state.isCutting = false;
    res.write(chunk.subarray(0, chunk.length / 2), () => res.destroy());
  }

  return {
    url: `http://127.0.0.1:${port}`,
    feeds,
    goDown() {
      state.isDown = true;
      server.closeAllConnections();
    },
    goSilent() {
      state.isSilent = true;
      server.closeAllConnections();
    },
    comeUp() {
      state.isDown = false;
      state.isSilent = false;
      for (const act of held.splice(0)) act();
    },
    hoardFeeds(isHoarding) {
      state.isHoarding = isHoarding;
    },
    setLatency(ms) {
      state.latencyMs = ms;
    },
    cutNextDelta() {
      state.isCutting = true;
    },
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}

function noteFeed(req: IncomingMessage, res: ServerResponse): Feed {
  const feed = { lastEventId: req.headers["last-event-id"]?.toString(), hasBegun: false, isOpen: true };
  res.on("close", () => {
    feed.isOpen = false;
  });
  return feed;
}
