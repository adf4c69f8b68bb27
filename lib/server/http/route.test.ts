import { expect, test } from "@playwright/test";
import * as z from "zod/mini";
import { AppError } from "@/lib/server/errors";
import { fakeRuntime } from "@/lib/server/testing/fake-runtime";
import { route } from "./route";
import { unknownRoute } from "./unknown-route";

const Input = z.strictObject({
  id: z.optional(z.string()),
  seconds: z.optional(z.number("must be a number").check(z.minimum(60, "must be at least 60 seconds"))),
});
const echo = route("POST /api/account/sign-in", Input, async (_, input) => ({ input }), { status: 201 });

test.beforeAll(() => {
  globalThis.keepwatchRuntime = Promise.resolve(fakeRuntime());
});

test.afterAll(() => {
  globalThis.keepwatchRuntime = undefined;
});

test("a request that passes reaches the service with its path and body", async () => {
  const response = await post('{"seconds":60}', { params: { id: "s1" } });
  expect(response.status).toBe(201);
  expect(await response.json()).toEqual({ input: { id: "s1", seconds: 60 } });
  expect(response.headers.get("cache-control")).toBe("no-store");
  expect(response.headers.get("x-request-id")).toMatch(/^[\da-f-]{36}$/);
});

test("a query is the input of a GET", async () => {
  const response = await get("/?id=s1");
  expect(await response.json()).toEqual({ input: { id: "s1" } });
});

const invalid: [body: string, message: string, field?: string][] = [
  ['{"seconds":59}', "seconds must be at least 60 seconds", "seconds"],
  ['{"seconds":"60"}', "seconds must be a number", "seconds"],
  ['{"minutes":1}', "minutes is not a known field", "minutes"],
  ['{"id":"a\\u0000b"}', "id must not contain the character U+0000", "id"],
  ['{"a":{"b":["\\u0000"]}}', "a.b.0 must not contain the character U+0000", "a.b.0"],
  ['{"a\\u0000":1}', "a must not contain the character U+0000", "a"],
  [`{"deep":${"[".repeat(20_000)}${"]".repeat(20_000)}}`, "deep is not a known field", "deep"],
  ["[]", "The request body must be a JSON object."],
  ["{", "The request body is not valid JSON."],
];
for (const [body, message, field] of invalid) {
  test(`a body of ${body.slice(0, 30)} is refused: ${message}`, async () => {
    const response = await post(body);
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({
      statusCode: 400,
      error: "Bad Request",
      code: "invalid",
      message,
      field,
      requestId: response.headers.get("x-request-id"),
    });
  });
}

test("a body that is too large is refused before it is read to its end", async () => {
  const response = await post(`{"id":"${"x".repeat(65_536)}"}`);
  expect(response.status).toBe(413);
  expect(await response.json()).toMatchObject({
    statusCode: 413,
    code: "payload_too_large",
    message: "The request body is larger than 64 kB.",
  });
});

test("a body of another type is refused by its type", async () => {
  const response = await post("{}", { headers: { "content-type": "text/plain" } });
  expect(await response.json()).toMatchObject({ statusCode: 415, code: "unsupported_media_type" });
});

for (const method of ["GET", "POST", "DELETE"]) {
  test(`a ${method} of an unknown path gets an error that programs can read`, async () => {
    const response = await unknownRoute(request(method, { path: "/api/sesions?x=1", headers: { "content-type": "" } }));
    expect(response.status).toBe(404);
    expect(await response.json()).toEqual({
      statusCode: 404,
      error: "Not Found",
      code: "not_found",
      message: `There is no ${method} /api/sesions.`,
      requestId: response.headers.get("x-request-id"),
    });
  });
}

test("an unknown path is not answered under another host name", async () => {
  expect((await unknownRoute(request("GET", { path: "/api/x", headers: { host: "evil.example" } }))).status).toBe(403);
});

test("a body cannot name another object than the path", async () => {
  expect((await post('{"id":"other"}', { params: { id: "s1" } })).status).toBe(400);
});

const foreign: [name: string, headers: Record<string, string>, status: number][] = [
  ["another host name", { host: "evil.example" }, 403],
  ["another site's page", { origin: "http://evil.example" }, 403],
  ["another port's page", { origin: "http://127.0.0.1:9" }, 403],
  ["a page without an origin", { origin: "null" }, 403],
  ["a cross-site fetch", { "sec-fetch-site": "cross-site" }, 403],
  ["a sibling's fetch", { "sec-fetch-site": "same-site" }, 403],
  ["a form", { "content-type": "text/plain" }, 415],
  ["our own page", { origin: "http://127.0.0.1:3000", "sec-fetch-site": "same-origin" }, 201],
];
for (const [name, headers, status] of foreign) {
  test(`a change by ${name} gets ${status}`, async () => {
    expect((await post("{}", { headers })).status).toBe(status);
  });
}

test("reading is refused under another host name too", async () => {
  expect((await get("/", { host: "evil.example" })).status).toBe(403);
});

test("a refusal tells when to come back", async () => {
  const busy = route("GET /api/health", Input, () =>
    Promise.reject(new AppError("rate_limited", "Slow down.", { retryAfterSeconds: 45 })),
  );
  const response = await busy(request("GET"), { params: Promise.resolve(undefined) });
  expect(response.status).toBe(429);
  expect(response.headers.get("retry-after")).toBe("45");
});

test("a route that is not public answers nobody who is not signed in, before it looks at what was sent", async () => {
  const secret = route("GET /api/sessions", Input, () => Promise.resolve({ secret: true }));
  const response = await secret(request("GET", { path: "/?seconds=x" }), { params: Promise.resolve(undefined) });
  expect(response.status).toBe(401);
  expect(await response.json()).toMatchObject({ code: "unauthenticated", message: "Sign in first." });
});

test("what fails inside stays inside", async () => {
  const broken = route("GET /api/health", Input, () => Promise.reject(new Error("password is hunter2")));
  const response = await broken(request("GET"), { params: Promise.resolve(undefined) });
  expect(response.status).toBe(500);
  expect(await response.text()).not.toContain("hunter2");
});

function post(body: string, { headers = {}, params = {} }: { headers?: object; params?: Record<string, string> } = {}) {
  return echo(request("POST", { headers, body }), { params: Promise.resolve(params) });
}

function get(path: string, headers = {}) {
  return echo(request("GET", { path, headers }), { params: Promise.resolve(undefined) });
}

function request(
  method: string,
  { path = "/", headers = {}, body }: { path?: string; headers?: object; body?: string } = {},
) {
  const all = { host: "127.0.0.1:3000", "content-type": "application/json", ...headers };
  return new Request(`http://127.0.0.1:3000${path}`, { method, headers: all, body });
}
