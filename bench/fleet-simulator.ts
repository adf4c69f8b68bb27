import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { z } from "zod";
import { Fleet, PROJECT_ID, toWire } from "./fleet";
import { seededRandom } from "./seeded-random";
import type { UpstreamFault } from "./upstream-fault";

const TICK_MS = 1_000;
const RELEASE_ROUTE = "POST /v1/sessions/{id}";

type Options = {
  sessions: number;
  /** How many sessions end, start or come up each second, together. */
  changesPerSecond: number;
  /** Any free one when left out. */
  port?: number;
  seed?: number;
  /** Hears of each second's changes: when they happened (epoch ms), and which sessions started. */
  onTick?: (at: number, started: string[]) => void;
  /** Asked for each request, by its route, whether and how it fails. */
  faultOf?: (route: string) => UpstreamFault | undefined;
  /** A session that is asked to end does so up to so many milliseconds after the answer, as Browserbase's do. */
  endsWithinMs?: number;
  /** Hears that an answer left, by its route. */
  onAnswer?: (route: string, at: number) => void;
};

export type FleetSimulator = {
  /** For BROWSERBASE_BASE_URL. */
  url: string;
  apiKey: string;
  projectId: string;
  fleet: Fleet;
  /** Requests since the start, by route: `GET /v1/sessions?status=RUNNING`, `GET /v1/sessions/{id}`. */
  requests: Readonly<Record<string, number>>;
  /** The sessions that somebody asked to end, one entry a request, whatever became of it. */
  asked: readonly string[];
  /** The sessions that ended because somebody asked for it, in that order. */
  ended: readonly string[];
  stop: () => Promise<void>;
};

const Create = z.object({
  timeout: z.number().optional(),
  keepAlive: z.boolean().optional(),
  region: z.string().optional(),
  userMetadata: z.record(z.string(), z.unknown()).optional(),
});

/**
 * A Browserbase with a large project and no browsers: it speaks the wire protocol, and its sessions come and go by the
 * seed. For measuring, and for tests that need thousands of rows.
 */
export async function startFleetSimulator(options: Options): Promise<FleetSimulator> {
  const { sessions, changesPerSecond, port = 0, seed = 1, endsWithinMs = 0, faultOf, onTick, onAnswer } = options;
  const random = seededRandom(seed);
  const ending = new Map<string, NodeJS.Timeout>();
  const asked: string[] = [];
  const fleet = new Fleet({ sessions, seed, now: Date.now() });
  const requests: Record<string, number> = {};
  const ended: string[] = [];
  function release(id: string): void {
    if (ending.has(id) || fleet.find(id)?.endedAt) return;
    const end = () => {
      ended.push(id);
      fleet.end(id, "COMPLETED", Date.now());
    };
    if (endsWithinMs === 0) end();
    else ending.set(id, setTimeout(end, random() * endsWithinMs));
  }
  const server = createServer(async (request, response) => {
    const route = routeOf(request);
    requests[route] = (requests[route] ?? 0) + 1;
    if (route === RELEASE_ROUTE) asked.push(idOf(request));
    const fault = faultOf?.(route);
    if (fault === "hang") return;
    if (fault === "lost") cutBeforeAnswer(response);
    if (fault === "done-then-hang") keepAnswer(response);
    if (typeof fault === "object") return sendFault(response, fault);
    await answer({ fleet, release }, request, response).catch(() => sendError(response, 500, "The simulator failed."));
    onAnswer?.(route, Date.now());
  });
  await once(server.listen(port, "127.0.0.1"), "listening");
  const ticks = setInterval(() => {
    const at = Date.now();
    const started = fleet.tick(changesPerSecond, at);
    onTick?.(at, started);
  }, TICK_MS);
  return {
    url: `http://127.0.0.1:${portOf(server.address())}`,
    apiKey: "bb_live_simulator",
    projectId: PROJECT_ID,
    fleet,
    requests,
    asked,
    ended,
    async stop() {
      clearInterval(ticks);
      for (const timer of ending.values()) clearTimeout(timer);
      server.closeAllConnections();
      await once(server.close(), "close");
    },
  };
}

type World = { fleet: Fleet; release: (id: string) => void };

async function answer({ fleet, release }: World, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname, searchParams } = urlOf(request);
  const [, version, noun, id, rest] = pathname.split("/");
  const isGet = request.method === "GET";
  const isLog = noun === "sessions" && rest === "logs" && isGet;
  if (version !== "v1" || (rest !== undefined && !isLog)) return sendError(response, 404, "Not found");
  if (noun === "projects" && isGet) return sendJson(response, 200, id ? project() : [project()]);
  if (noun !== "sessions") return sendError(response, 404, "Not found");
  if (isGet && !id) return send(response, 200, fleet.listJson(searchParams.get("status")));
  if (!id) {
    const session = fleet.start(Create.parse(await readJson(request)), Date.now());
    return sendJson(response, 201, { ...toWire(session), ...links(session.id) });
  }
  if (!fleet.find(id)) return sendError(response, 404, `Session with ID ${id} not found`);
  if (isLog) return sendJson(response, 200, fleet.logOf(id));
  if (!isGet) release(id);
  const session = fleet.find(id);
  if (session) sendJson(response, 200, { ...toWire(session), ...(isGet && !session.endedAt ? links(id) : {}) });
}

function idOf(request: IncomingMessage): string {
  return urlOf(request).pathname.split("/")[3] ?? "";
}

/** The path with its id taken out, and the status that is asked for. */
function routeOf(request: IncomingMessage): string {
  const { pathname, searchParams } = urlOf(request);
  const status = searchParams.get("status");
  return `${request.method} ${pathname.replace(/(sessions|projects)\/[^/]+/, "$1/{id}")}${status ? `?status=${status}` : ""}`;
}

function urlOf(request: IncomingMessage): URL {
  return new URL(request.url ?? "/", "http://127.0.0.1");
}

function project() {
  const at = new Date(0).toISOString();
  const facts = { name: "Simulated fleet", defaultTimeout: 3600, concurrency: 20_000, ownerId: "simulator" };
  return { id: PROJECT_ID, createdAt: at, updatedAt: at, ...facts };
}

function links(id: string) {
  const connectUrl = `wss://connect.invalid/?signingKey=${id}`;
  return { connectUrl, seleniumRemoteUrl: "https://connect.invalid/webdriver", signingKey: id };
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  let body = "";
  for await (const chunk of request) body += chunk;
  return JSON.parse(body || "{}");
}

/** What is asked for is done all the same. */
function cutBeforeAnswer(response: ServerResponse): void {
  response.end = () => response.destroy();
}

/** Nor is the line cut: whoever waits has to give up. */
function keepAnswer(response: ServerResponse): void {
  response.end = () => response;
}

function sendFault(response: ServerResponse, { status, retryAfterSeconds }: Exclude<UpstreamFault, string>): void {
  if (retryAfterSeconds !== undefined) response.setHeader("retry-after", String(retryAfterSeconds));
  sendError(response, status, "The simulator was told to fail.");
}

function sendError(response: ServerResponse, statusCode: number, message: string): void {
  sendJson(response, statusCode, { statusCode, error: "Error", message });
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  send(response, status, JSON.stringify(body));
}

function send(response: ServerResponse, status: number, json: string): void {
  response.writeHead(status, { "content-type": "application/json" }).end(json);
}

function portOf(address: AddressInfo | string | null): number {
  if (typeof address === "object" && address) return address.port;
  throw new Error("the server listens on no port");
}
