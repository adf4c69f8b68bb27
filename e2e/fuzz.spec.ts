import fc from "fast-check";
import { ROUTES, type RouteKey } from "@/lib/api/routes";
import { expect, sdkFor, test } from "./fixtures";
import { type Keepwatch, startKeepwatch } from "./keepwatch-process";
import { addPerson } from "./people";
import { type Cookies, signIn } from "./sign-in";

const REQUESTS = 10_000;
const AT_ONCE = 20;
/** One for all runs, so that a run tells of the change it tests; another is a hunt for what nobody has found yet. */
const SEED = Number(process.env.FUZZ_SEED ?? 1);

/** Whose cookie a request bears. */
const ASKERS = ["nobody", "forged", "viewer", "operator", "admin"] as const;
type Asker = (typeof ASKERS)[number];
type FuzzRequest = {
  asker: Asker;
  method: string;
  path: string;
  query: string;
  headers: Record<string, string>;
  body: string | undefined;
};

const NEAR_MISSES: Record<string, unknown>[] = [
  { keepAlive: true, timeoutSeconds: 60.5 },
  { keepAlive: "true" },
  { timeoutSeconds: Number.MAX_VALUE },
  { timeoutSeconds: -1, region: "mars" },
  { viewport: { width: 1, height: 1e9 } },
  { userMetadata: { "": "x".repeat(2000) } },
  { userMetadata: { __proto__: null, constructor: { prototype: 1 } } },
  { seconds: 0 },
  { seconds: [] },
  { days: 1 },
  { email: "a@b", password: "x" },
  { email: `${"a".repeat(400)}@example.com`, password: "x".repeat(200) },
  { email: "someone@example.com", password: "not the password", extra: 1 },
  { email: "someone@example.com", role: "owner" },
  { role: "admin", id: "other" },
  { token: "x".repeat(1000), password: "long enough" },
  { token: "x", password: "long enough" },
  { currentPassword: "x", newPassword: "short" },
  { reason: "x".repeat(501) },
  { reason: "\u0000" },
];

const garbage = fc.oneof(
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.constantFrom(
    "..",
    "%00",
    "%ff",
    "%E0%A4%A",
    "a/../../b",
    "'; drop table person; --",
    "{{7*7}}",
    "\u0000",
    "a".repeat(300),
  ),
);

const body = fc.oneof(
  fc.constant(undefined),
  fc.constantFrom(...NEAR_MISSES.map((value) => JSON.stringify(value))),
  fc.json(),
  fc.object({ maxDepth: 3 }).map((value) => JSON.stringify(value)),
  fc.string({ maxLength: 200 }),
  fc.constantFrom("{", "null", "[]", '{"a":', `"${"x".repeat(70_000)}"`, `${"[".repeat(5000)}`),
);

const query = fc.oneof(
  fc.constant(""),
  fc.constantFrom(
    "?who=%00",
    "?session='",
    "?from=9999999999999999&to=-1",
    "?cursor=e30",
    "?format=xml",
    "?format=csv&who=nobody@example.com",
    "?token=x",
    "?limit=1e9",
    "?a[]=1&a[]=2",
  ),
  fc.webQueryParameters().map((text) => `?${text}`),
);

const headers = fc.record({
  "content-type": fc.constantFrom(
    "application/json",
    "application/json; charset=utf-16",
    "text/plain",
    "multipart/form-data",
  ),
  origin: fc.constantFrom("", "", "null", "https://evil.example"),
  "x-forwarded-for": fc.constantFrom("", "203.0.113.9", "'", ",,,", "::ffff:1.2.3.4"),
  "x-forwarded-host": fc.constantFrom("", "evil.example"),
  "accept-language": fc.constantFrom("", "x".repeat(2000)),
});

/** Ends the asker's own sign-in, which they may: everything after it would be asked by nobody. */
const ENDS_SIGN_IN: readonly string[] = [
  "POST /api/account/sign-out",
  "POST /api/account/sign-out-everywhere",
] satisfies RouteKey[];

function requestTo(sessionId: string): fc.Arbitrary<FuzzRequest> {
  const id = fc.oneof(fc.constant(sessionId), garbage.map(safePathPart));
  return fc
    .record({
      key: fc.constantFrom(...Object.keys(ROUTES)),
      otherMethod: fc.option(fc.constantFrom("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"), { freq: 8 }),
      id,
      asker: fc.constantFrom(...ASKERS),
      query,
      headers,
      body,
    })
    .map(({ key, otherMethod, ...rest }) => {
      const [method = "", path = ""] = key.split(" ");
      const request = { ...rest, method: otherMethod ?? method, path: path.replace("[id]", rest.id) };
      return ENDS_SIGN_IN.includes(key) ? { ...request, body: '{"unknown":1}' } : request;
    });
}

test("10,000 generated requests break nothing, and change nothing without a right", async () => {
  test.setTimeout(600_000);
  const keepwatch = await startKeepwatch({ ENGINE_CONCURRENCY: "3", KEEPWATCH_REQUESTS_PER_MINUTE: "1000000" });
  try {
    const cookies = await cookiesOfAll(keepwatch);
    const { id } = await sdkFor(keepwatch).sessions.create({ keepAlive: true });
    const before = await stateOf(keepwatch, cookies.admin);
    await fuzz(keepwatch, cookies, fc.array(withoutRight(requestTo(id)), { minLength: AT_ONCE, maxLength: AT_ONCE }));
    expect(await stateOf(keepwatch, cookies.admin)).toEqual(before);
    await fuzz(keepwatch, cookies, fc.array(requestTo(id), { minLength: AT_ONCE, maxLength: AT_ONCE }));
    expect((await fetch(`${keepwatch.url}/api/health`)).status).toBe(200);
  } finally {
    await keepwatch.stop();
  }
});

function withoutRight(request: fc.Arbitrary<FuzzRequest>): fc.Arbitrary<FuzzRequest> {
  return fc
    .tuple(request, fc.constantFrom("nobody" as const, "forged" as const, "viewer" as const))
    .map(([one, asker]) => ({ ...one, asker }));
}

function fuzz(keepwatch: Keepwatch, cookies: Record<Asker, string>, batches: fc.Arbitrary<FuzzRequest[]>) {
  return fc.assert(
    fc.asyncProperty(batches, async (batch) => {
      await Promise.all(batch.map((request) => expectDecentAnswer(keepwatch, cookies, request)));
    }),
    { seed: SEED, numRuns: REQUESTS / AT_ONCE / 2, endOnFailure: true },
  );
}

/** Upstream may fail (502, 503: it says so in our own form); we may not. */
async function expectDecentAnswer(keepwatch: Keepwatch, cookies: Record<Asker, string>, request: FuzzRequest) {
  const { asker, method, path, query: search, body: sent } = request;
  const response = await fetch(`${keepwatch.url}${path}${search}`, {
    method,
    redirect: "manual",
    headers: { ...withoutEmpty(request.headers), ...(cookies[asker] ? { cookie: cookies[asker] } : {}) },
    body: method === "GET" ? undefined : sent,
  });
  const text = await readText(response);
  const told = JSON.stringify({ ...request, status: response.status, text: text.slice(0, 400) });
  if (response.status >= 500) throw new Error(`broken: ${told}`);
  if (/\bat .*\.(?:js|ts|mjs):\d+|node_modules|Error:/.test(text)) throw new Error(`leaks a stack: ${told}`);
  if (text.includes(keepwatch.engineApiKey())) throw new Error(`leaks upstream's key: ${told}`);
  // Whoever may asks for a connect URL by its own route.
  if (text.includes("signingKey") && !/\/(connect-url|live-view)$/.test(path))
    throw new Error(`leaks a connect URL: ${told}`);
}

/** A stream of events goes on for as long as somebody listens: its beginning is enough. */
async function readText(response: Response): Promise<string> {
  if (!response.headers.get("content-type")?.startsWith("text/event-stream")) return response.text();
  const reader = response.body?.getReader();
  const beginning = await reader?.read();
  await reader?.cancel();
  return new TextDecoder().decode(beginning?.value);
}

async function cookiesOfAll({ url }: Keepwatch): Promise<Record<Asker, string>> {
  const admin = await signIn(url);
  const viewer = await addPerson(url, admin, "viewer");
  const operator = await addPerson(url, admin, "operator");
  return {
    nobody: "",
    forged: toHeader(admin.map((cookie) => ({ ...cookie, value: cookie.value.replace(/^.{4}/, "AAAA") }))),
    viewer: toHeader(viewer.cookies),
    operator: toHeader(operator.cookies),
    admin: toHeader(admin),
  };
}

/** All that somebody without a right might have changed. */
async function stateOf(keepwatch: Keepwatch, cookie: string) {
  const read = async (path: string) => (await fetch(`${keepwatch.url}${path}`, { headers: { cookie } })).json();
  const sessions = await sdkFor(keepwatch).sessions.list();
  const { people, invitations } = await read("/api/people");
  const { defaultTimeoutSeconds } = await read("/api/settings");
  return {
    sessions: sessions.map(({ id, status }) => ({ id, status })),
    people: people.map(({ email, role, deactivatedAt }: Record<string, unknown>) => ({ email, role, deactivatedAt })),
    invitations,
    defaultTimeoutSeconds,
  };
}

function toHeader(cookies: Cookies): string {
  return cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
}

function withoutEmpty(all: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ""));
}

/** Percent signs are left as they are, since broken escapes are worth sending; what fetch would cut off is not. */
function safePathPart(text: string): string {
  const escaped = text.replaceAll(/[^\w%.~'$*-]/g, escapeCharacter);
  return escaped === "" || escaped === "." || escaped === ".." ? "x" : escaped;
}

/** Half a surrogate pair has no escape. */
function escapeCharacter(character: string): string {
  try {
    return encodeURIComponent(character);
  } catch {
    return "%ED%A0%80";
  }
}
