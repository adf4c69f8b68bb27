import { once } from "node:events";
import { Agent, createServer, type IncomingMessage, request, type Server } from "node:http";
import { expect, test } from "@playwright/test";
import { createRateLimits } from "@/lib/server/limits/rate-limits";
import { clientAddress, isMarked } from "./client-address";
import { watchRequests } from "./watch-requests";

// One subscription per process, as in the product; each test asks for the trust that it needs by the address it calls.
const TRUSTED = ["127.0.0.2", "10.0.0.0/8"];

let server: Server;
let seen: Headers[] = [];

test.describe.configure({ mode: "default" });

test.beforeAll(async () => {
  watchRequests({ trustedProxies: TRUSTED, isSecure: true, requestsPerMinute: 600 });
  server = createServer((req, res) => {
    seen.push(toHeaders(req));
    res.end();
  });
  server.listen(0, "::");
  await once(server, "listening");
});
test.beforeEach(() => {
  seen = [];
});
test.afterAll(() => {
  server.close();
});

const cases: [name: string, from: string, forwarded: string | undefined, address: string][] = [
  [
    "a direct client is its socket's address, IPv4 as such on a socket that speaks both",
    "127.0.0.9",
    undefined,
    "127.0.0.9",
  ],
  ["a direct client cannot make up another", "127.0.0.9", "203.0.113.1", "127.0.0.9"],
  ["nor by naming a trusted proxy", "127.0.0.9", "203.0.113.1, 127.0.0.2", "127.0.0.9"],
  ["a trusted proxy is believed", "127.0.0.2", "203.0.113.1", "203.0.113.1"],
  ["its client's own tale is not", "127.0.0.2", "192.0.2.66, 203.0.113.1", "203.0.113.1"],
  [
    "a chain of trusted proxies is walked to the first other",
    "127.0.0.2",
    "192.0.2.66, 203.0.113.1, 10.0.0.7",
    "203.0.113.1",
  ],
  ["a proxy that tells nothing is the client itself", "127.0.0.2", undefined, "127.0.0.2"],
  ["a proxy that tells no address is the client itself", "127.0.0.2", "unknown", "127.0.0.2"],
  ["a port is no part of an address", "127.0.0.2", "203.0.113.1:4711", "203.0.113.1"],
  ["nor of an IPv6 address", "127.0.0.2", "[2001:db8::7]:4711", "2001:db8::7"],
  ["a mapped address is the IPv4 address", "127.0.0.2", "::ffff:203.0.113.1", "203.0.113.1"],
];
for (const [name, from, forwarded, address] of cases) {
  test(name, async () => {
    await send({ from, headers: forwarded === undefined ? {} : { "x-forwarded-for": forwarded } });
    expect(seen.map(clientAddress)).toEqual([address]);
    expect(seen.map((headers) => headers.get("x-forwarded-for"))).toEqual([address]);
  });
}

test("each request of a connection that is kept counts for itself", async () => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const ports: (number | undefined)[] = [];
  for (const client of ["203.0.113.1", "203.0.113.2", "203.0.113.3"]) {
    ports.push(await send({ from: "127.0.0.2", headers: { "x-forwarded-for": client }, agent }));
  }
  agent.destroy();
  expect(new Set(ports).size).toBe(1);
  expect(seen.map(clientAddress)).toEqual(["203.0.113.1", "203.0.113.2", "203.0.113.3"]);
});

test("what a direct client says about host, port and protocol is taken out", async () => {
  const headers = {
    forwarded: "for=192.0.2.66;host=evil.example;proto=https",
    "x-forwarded-host": "evil.example",
    "x-forwarded-port": "443",
    "x-forwarded-proto": "https",
    "x-real-ip": "192.0.2.66",
  };
  await send({ from: "127.0.0.9", headers });
  for (const name of Object.keys(headers)) expect(seen[0]?.has(name), name).toBe(false);
});

test("of a trusted proxy's word only the protocol stays", async () => {
  await send({ from: "127.0.0.2", headers: { "x-forwarded-proto": "https", "x-forwarded-host": "evil.example" } });
  expect(seen[0]?.get("x-forwarded-proto")).toBe("https");
  expect(seen[0]?.has("x-forwarded-host")).toBe(false);
});

test("rotating X-Forwarded-For does not walk around a limit", async () => {
  const limits = createRateLimits({ requestsPerMinute: 1 });
  for (let count = 0; count < 6; count++) {
    await send({ from: "127.0.0.9", headers: { "x-forwarded-for": `203.0.113.${count}` } });
  }
  const takes = await Promise.allSettled(seen.map((headers) => limits.takeForAddress(clientAddress(headers), "read")));
  expect(takes.map(({ status }) => status)).toEqual([...Array(5).fill("fulfilled"), "rejected"]);
});

test("a request that nobody watched has no address", () => {
  expect(isMarked(new Headers())).toBe(false);
  expect(clientAddress(new Headers({ "x-forwarded-for": "203.0.113.1" }))).toBe("unknown");
});

type Sending = { from: string; headers?: Record<string, string>; agent?: Agent };

/** Sends a request from one of this machine's addresses, and gives the port that it was sent from. */
async function send({ from, headers = {}, agent }: Sending): Promise<number | undefined> {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("a TCP server has a port");
  const req = request({ host: "127.0.0.1", port: address.port, localAddress: from, headers, agent }).end();
  const [res]: IncomingMessage[] = await once(req, "response");
  res?.resume();
  if (res) await once(res, "end");
  expect(res?.headers["x-frame-options"]).toBe("DENY");
  expect(res?.headers["strict-transport-security"]).toMatch(/^max-age=\d+$/);
  return req.socket?.localPort;
}

function toHeaders({ headers }: IncomingMessage): Headers {
  return new Headers(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}
