import { Agent, request as httpRequest } from "node:http";
import { text } from "node:stream/consumers";
import { expect } from "@playwright/test";
import { test } from "./testing/engine-test";

function statusWith(url: string, headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    httpRequest(url, { headers, agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .once("error", reject)
      .end();
  });
}

function post(url: string, headers: Record<string, string>, agent: Agent, body: string): Promise<string> {
  return new Promise((resolve, reject) => {
    httpRequest(url, { method: "POST", headers, agent }, (response) => resolve(text(response)))
      .once("error", reject)
      .end(body);
  });
}

test("the health check needs no key and tells nothing else", async ({ engine }) => {
  const response = await fetch(`${engine.url}/health`);
  expect(await response.json()).toEqual({ status: "ok" });
});

test("every route of the API needs the key, in a header of any case", async ({ engine }) => {
  const strangers: Record<string, string>[] = [{}, { "x-bb-api-key": "wrong" }, { authorization: "test-key" }];
  for (const path of ["/v1/sessions", "/v1/projects", "/v1/sessions/nobody/logs"]) {
    for (const headers of strangers) {
      const response = await fetch(engine.url + path, { headers });
      expect(await response.json()).toMatchObject({ statusCode: 401, error: "Unauthorized" });
    }
  }
  expect(await statusWith(`${engine.url}/v1/sessions`, { "X-BB-API-Key": "test-key" })).toBe(200);
  const unguarded = await fetch(`${engine.url}/engine/project`, { method: "PATCH" });
  expect(unguarded.status).toBe(401);
});

test("a request by another host name is refused, whatever its key", async ({ engine }) => {
  const { port } = new URL(engine.url);
  const key = { "x-bb-api-key": "test-key" };
  for (const host of ["example.com", `example.com:${port}`, `127.0.0.1.example.com:${port}`, "0.0.0.0", "localhost."]) {
    expect(await statusWith(`${engine.url}/v1/sessions`, { ...key, host })).toBe(403);
    expect(await statusWith(`${engine.url}/health`, { host })).toBe(403);
  }
  for (const host of ["localhost", `LOCALHOST:${port}`, `[::1]:${port}`, "127.0.0.1:1234"]) {
    expect(await statusWith(`${engine.url}/v1/sessions`, { ...key, host })).toBe(200);
  }
});

test("a connectUrl names the host by which the engine was reached", async ({ engine }) => {
  const url = engine.url.replace("127.0.0.1", "localhost");
  const response = await fetch(`${url}/v1/sessions`, {
    method: "POST",
    headers: { "x-bb-api-key": "test-key", "content-type": "application/json" },
    body: "{}",
  });
  expect((await response.json()).connectUrl).toContain(`${url.replace("http:", "ws:")}/connect?signingKey=`);
});

test("an unknown path is a 404 in Browserbase's error shape", async ({ engine }) => {
  for (const [method, path] of [
    ["GET", "/"],
    ["GET", "/v1/nothing"],
    ["DELETE", "/v1/sessions/nobody"],
    ["GET", "/connect?signingKey=secret"],
  ] as const) {
    const response = await engine.request(method, path);
    expect(await response.json()).toEqual({
      statusCode: 404,
      error: "Not Found",
      message: `Route ${method}:${path.split("?")[0]} not found`,
    });
  }
});

test("a request that offers another protocol than WebSocket is served without it", async ({ engine }) => {
  const offer = { connection: "Upgrade, HTTP2-Settings", upgrade: "h2c", "http2-settings": "AAMAAABkAAQAAP__" };
  const headers = { ...offer, "x-bb-api-key": "test-key" };
  expect(await statusWith(`${engine.url}/v1/sessions`, headers)).toBe(200);
  expect(await statusWith(`${engine.url}/v1/sessions`, offer)).toBe(401);
  expect(await statusWith(`${engine.url}/health`, { ...offer, host: "example.com" })).toBe(403);

  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  // The second body comes in many chunks, on the connection of the first.
  for (const [note, padding] of [
    ["short", ""],
    ["long", " ".repeat(200_000)],
  ] as const) {
    const body = `{${padding}"userMetadata": {"note": "${note}"}}`;
    const answer = await post(
      `${engine.url}/v1/sessions`,
      { ...headers, "content-type": "application/json" },
      agent,
      body,
    );
    expect(JSON.parse(answer)).toMatchObject({ userMetadata: { note } });
  }
  agent.destroy();
});

test("a body that is no JSON, or too large, is refused", async ({ engine }) => {
  const post = (body: string) =>
    fetch(`${engine.url}/v1/sessions`, {
      method: "POST",
      headers: { "x-bb-api-key": "test-key", "content-type": "application/json" },
      body,
    });
  expect((await post("{")).status).toBe(400);
  expect((await post(JSON.stringify({ text: "x".repeat(300_000) }))).status).toBe(413);
});
