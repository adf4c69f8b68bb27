import type { ServerResponse } from "node:http";
import { expect, test } from "@playwright/test";
import { createUpstream } from "./create-upstream";
import type { BrokenRow } from "./live-list-reader";
import { type ReceivedRequest, sendJson, startScriptedServer } from "./testing/scripted-server";
import { LIVE_STATUSES } from "./upstream";

const KEY = "a key of no known form";
const WIRE_SESSION = {
  id: "s1",
  projectId: "p1",
  status: "RUNNING",
  keepAlive: true,
  region: "eu-central-1",
  createdAt: "2026-11-24T10:00:00.000Z",
  updatedAt: "2026-11-24T10:00:00.000Z",
  startedAt: "2026-11-24T10:00:00.000Z",
  expiresAt: "2026-11-24T11:15:00.500+01:00",
  proxyBytes: 0,
};

type Answer = (request: ReceivedRequest, response: ServerResponse) => void;

/** Runs `use` on an upstream that answers as told. */
async function withUpstream(
  answer: Answer,
  use: (
    upstream: ReturnType<typeof createUpstream>,
    seen: { requests: ReceivedRequest[]; broken: BrokenRow[][] },
  ) => Promise<void>,
  projectId?: string,
) {
  const server = await startScriptedServer(answer);
  const broken: BrokenRow[][] = [];
  const upstream = createUpstream(
    { kind: "browserbase", apiKey: KEY, projectId, baseUrl: server.url },
    { onBrokenRows: (rows) => broken.push(rows) },
  );
  try {
    await use(upstream, { requests: server.requests, broken });
  } finally {
    await server.stop();
  }
}

const listOf =
  (byStatus: { RUNNING?: unknown; PENDING?: unknown }): Answer =>
  ({ path }, response) =>
    sendJson(response, 200, (path?.endsWith("RUNNING") ? byStatus.RUNNING : byStatus.PENDING) ?? []);

test("sessions come in our own shape, with samples of upstream's clock", async () => {
  await withUpstream(
    listOf({ RUNNING: [{ ...WIRE_SESSION, userMetadata: { team: "a" } }] }),
    async (upstream, seen) => {
      const { value, clockSamples } = await upstream.listLive(LIVE_STATUSES);
      expect(value.sessions).toEqual([
        {
          id: "s1",
          projectId: "p1",
          status: "RUNNING",
          keepAlive: true,
          region: "eu-central-1",
          startedAt: Date.UTC(2026, 10, 24, 10),
          expiresAt: Date.UTC(2026, 10, 24, 10, 15, 0, 500),
          endedAt: undefined,
          userMetadata: { team: "a" },
        },
      ]);
      expect(clockSamples).toHaveLength(2);
      expect(seen.requests.map(({ apiKey }) => apiKey)).toEqual([KEY, KEY]);
    },
  );
});

test("a session on both lists counts once, as RUNNING", async () => {
  const lists = { PENDING: [{ ...WIRE_SESSION, status: "PENDING" }], RUNNING: [WIRE_SESSION, WIRE_SESSION] };
  await withUpstream(listOf(lists), async (upstream) => {
    const { value } = await upstream.listLive(LIVE_STATUSES);
    expect(value.sessions.map(({ id, status }) => [id, status])).toEqual([["s1", "RUNNING"]]);
  });
});

test("a project that is chosen hides the sessions of others that the key sees", async () => {
  const lists = { RUNNING: [WIRE_SESSION, { ...WIRE_SESSION, id: "s2", projectId: "p2" }] };
  const listedIn = async (projectId?: string) => {
    let ids: string[] = [];
    const list = async (upstream: ReturnType<typeof createUpstream>) => {
      ids = (await upstream.listLive(LIVE_STATUSES)).value.sessions.map(({ id }) => id);
    };
    await withUpstream(listOf(lists), list, projectId);
    return ids;
  };
  expect(await listedIn("p2")).toEqual(["s2"]);
  expect(await listedIn(undefined)).toEqual(["s1", "s2"]);
});

test("rows that cannot be read are left out and reported once", async () => {
  const rows = [
    { ...WIRE_SESSION, id: "s2", status: "FROZEN" },
    { ...WIRE_SESSION, id: "s3", expiresAt: "soon" },
    null,
  ];
  await withUpstream(listOf({ RUNNING: [...rows, WIRE_SESSION] }), async (upstream, { broken }) => {
    expect((await upstream.listLive(LIVE_STATUSES)).value.sessions.map(({ id }) => id)).toEqual(["s1"]);
    await upstream.listLive(LIVE_STATUSES);
    expect(broken.map((report) => report.map(({ id }) => id))).toEqual([["s2", "s3", undefined]]);
    expect(JSON.stringify(broken)).not.toContain("soon");
  });
});

test("a timeout goes out in the field that the wire knows, and secrets stay behind", async () => {
  const created = {
    ...WIRE_SESSION,
    connectUrl: "wss://x/?signingKey=k",
    signingKey: "k",
    seleniumRemoteUrl: "http://x",
  };
  await withUpstream(
    (_, response) => sendJson(response, 201, created),
    async (upstream, { requests }) => {
      const { value } = await upstream.createSession({ keepAlive: true, timeoutSeconds: 3600 });
      expect(JSON.parse(requests[0]?.body ?? "")).toEqual({ timeout: 3600, keepAlive: true });
      expect(JSON.stringify(value)).not.toContain("signingKey");
    },
  );
});

test("an id cannot leave its place in the path", async () => {
  await withUpstream(
    (_, response) => sendJson(response, 200, WIRE_SESSION),
    async (upstream, { requests }) => {
      await upstream.retrieveSession("../projects?x");
      expect(requests[0]?.path).toBe("/v1/sessions/..%2Fprojects%3Fx");
    },
  );
});

test("without a project id the first project is found once", async () => {
  const project = { id: "p1", name: "One", concurrency: 3, defaultTimeout: 300 };
  await withUpstream(
    ({ path }, response) => sendJson(response, 200, path === "/v1/projects" ? [project, { id: "other" }] : project),
    async (upstream, { requests }) => {
      await upstream.retrieveProject();
      const { value } = await upstream.retrieveProject();
      expect(value).toEqual({ id: "p1", name: "One", concurrency: 3, defaultTimeoutSeconds: 300 });
      expect(requests.map(({ path }) => path)).toEqual(["/v1/projects", "/v1/projects/p1"]);
    },
  );
});

test("a session that has ended has no connect URL, and the message says why", async () => {
  await withUpstream(
    (_, response) => sendJson(response, 200, { ...WIRE_SESSION, status: "TIMED_OUT" }),
    async (upstream) => {
      await expect(upstream.connectUrl("s1")).rejects.toMatchObject({ code: "conflict", message: /TIMED_OUT/ });
    },
  );
});

test("DEBUG does not make the SDK print the key", async () => {
  const printed: unknown[] = [];
  const { log } = console;
  console.log = (...values: unknown[]) => printed.push(values);
  process.env.DEBUG = "true";
  try {
    await withUpstream(listOf({}), async (upstream) => {
      await upstream.listLive(LIVE_STATUSES);
    });
  } finally {
    console.log = log;
  }
  expect(printed).toEqual([]);
});

const said = (statusCode: number, message: string) => ({ statusCode, error: "Error", message });
const refusals: [name: string, answer: Answer, expected: Record<string, unknown>][] = [
  [
    "401",
    (_, r) => sendJson(r, 401, said(401, `key ${KEY} is bad`)),
    { code: "upstream_refused", message: /Check BROWSERBASE_API_KEY/ },
  ],
  [
    "400 that repeats the key",
    (_, r) => sendJson(r, 400, said(400, `${KEY} may not do this`)),
    { code: "invalid", message: "[redacted] may not do this" },
  ],
  [
    "403",
    (_, r) => sendJson(r, 403, said(403, "Keep alive sessions are not supported on the FREE plan")),
    { code: "upstream_refused", message: /FREE plan/ },
  ],
  [
    "400",
    (_, r) => sendJson(r, 400, said(400, "body/timeout must be <= 21600")),
    { code: "invalid", message: "body/timeout must be <= 21600" },
  ],
  ["404", (_, r) => sendJson(r, 404, said(404, "Session s1 not found.")), { code: "not_found" }],
  [
    "429 in seconds",
    (_, r) => sendJson(r, 429, said(429, "limit 3, currently 3"), { "retry-after": "45" }),
    { code: "rate_limited", message: "limit 3, currently 3", retryAfterSeconds: 45 },
  ],
  [
    "500 in HTML",
    (_, r) => r.writeHead(500, { "content-type": "text/html" }).end("<h1>Oops</h1>"),
    { code: "upstream_unavailable", message: /problem of its own \(500\)/ },
  ],
  [
    "200 in HTML",
    (_, r) => r.writeHead(200, { "content-type": "text/html" }).end("<h1>Log in</h1>"),
    { code: "upstream_unreadable", message: /cannot be read/ },
  ],
  [
    "half an answer",
    (_, r) => r.writeHead(200, { "content-type": "application/json" }).end('{"id":"s1"'),
    { code: "upstream_unreadable", message: /cannot be read/ },
  ],
  [
    "another shape",
    (_, r) => sendJson(r, 200, { hello: "world" }),
    { code: "upstream_unreadable", message: /cannot be read/ },
  ],
  ["a cut connection", (_, r) => r.destroy(), { code: "upstream_unavailable", message: /cannot be reached/ }],
];
for (const [name, answer, expected] of refusals) {
  test(`${name} becomes an error for people, without the key`, async () => {
    await withUpstream(answer, async (upstream, { requests }) => {
      const error: unknown = await upstream.retrieveSession("s1").catch((reason: unknown) => reason);
      expect(error).toMatchObject(expected);
      expect(String(error)).not.toContain(KEY);
      expect(requests).toHaveLength(1);
    });
  });
}

test("a CDP log tells when it had entries and when it was silent, and what makes no sense in it does not count", async () => {
  const at = (seconds: number) => Date.UTC(2026, 10, 24, 10) + seconds * 1000;
  const log = [
    { method: "Page.enable", timestamp: at(0), request: { timestamp: at(1), params: { timestamp: at(99) } } },
    { method: "Page.reload", timestamp: at(61) },
    { method: "Page.navigate", timestamp: at(50), response: { timestamp: at(400) } },
    { method: "Page.navigate", timestamp: at(339) },
    { method: "Page.close", timestamp: "soon", request: 7 },
    { method: "Page.close", timestamp: at(0) / 1000 },
    "nonsense",
  ];
  await withUpstream(
    (_, response) => sendJson(response, 200, log),
    async (upstream) =>
      expect((await upstream.lastActivity("s1")).value).toEqual({
        firstAt: at(1),
        lastAt: at(400),
        silences: [
          [at(1), at(61)],
          [at(61), at(339)],
          [at(339), at(400)],
        ],
      }),
  );
  await withUpstream(
    (_, response) => sendJson(response, 200, []),
    async (upstream) =>
      expect((await upstream.lastActivity("s1")).value).toEqual({ firstAt: null, lastAt: null, silences: [] }),
  );
  await withUpstream(
    (_, response) => sendJson(response, 200, { message: "no log" }),
    async (upstream) => expect(upstream.lastActivity("s1")).rejects.toMatchObject({ code: "upstream_unreadable" }),
  );
});

test("of what debug answers the first tab's title and host are read, and no more", async () => {
  const secret = "https://www.browserbase.com/devtools-fullscreen/inspector.html?wss=connect/debug/SECRET";
  const tab = (title: string, url: string) => ({ id: "t", title, url, debuggerUrl: secret });
  const first = async (...pages: object[]) => {
    let page: unknown;
    await withUpstream(
      (_, response) => sendJson(response, 200, { debuggerFullscreenUrl: secret, wsUrl: "wss://SECRET", pages }),
      async (upstream) => {
        page = (await upstream.readPage("s1")).value;
        expect((await upstream.liveViewUrl("s1")).value).toBe(secret);
      },
    );
    return page;
  };
  const shop = tab(`Basket\u0000 ${"x".repeat(200)}`, "https://shop.example:8443/basket?token=SECRET");
  expect(await first(shop, tab("Other", "https://other.example"))).toEqual({
    title: `Basket  ${"x".repeat(112)}`,
    host: "shop.example:8443",
  });
  expect(await first(tab("", "about:blank"))).toBeNull();
  expect(await first()).toBeNull();
});
