import { existsSync } from "node:fs";
import { join } from "node:path";
import type Browserbase from "@browserbasehq/sdk";
import { APIError } from "@browserbasehq/sdk";
import { expect } from "@playwright/test";
import { test } from "../testing/engine-test";
import { processesOf } from "../testing/processes-of";

test("the SDK creates a session, finds it, and releases it", async ({ engine: { browserbase, dataDir } }) => {
  const created = await browserbase.sessions.create({
    keepAlive: true,
    api_timeout: 120,
    region: "eu-central-1",
    userMetadata: { team: "qa", order: { status: "shipped" } },
  });
  expect(created).toMatchObject({ status: "RUNNING", keepAlive: true, region: "eu-central-1", proxyBytes: 0 });
  expect(Date.parse(created.expiresAt) - Date.parse(created.startedAt)).toBe(120_000);

  const { connectUrl, signingKey, seleniumRemoteUrl, ...session } = created;
  const retrieved = await browserbase.sessions.retrieve(created.id);
  expect(retrieved).toMatchObject(session);
  expect(retrieved.signingKey).not.toBe(signingKey);
  expect(retrieved.seleniumRemoteUrl).toBe(seleniumRemoteUrl);
  expect(new URL(retrieved.connectUrl ?? "").host).toBe(new URL(connectUrl).host);

  const profile = join(dataDir, "profiles", created.id);
  expect(existsSync(profile)).toBe(true);
  expect(await browserbase.sessions.update(created.id, { status: "REQUEST_RELEASE" })).toEqual(session);
  await expect.poll(async () => (await browserbase.sessions.retrieve(created.id)).status).toBe("COMPLETED");
  expect(processesOf(profile)).toEqual([]);
  expect(existsSync(profile)).toBe(false);
});

test("a session that has ended shows when, and no way in", async ({ engine: { browserbase } }) => {
  const { id } = await browserbase.sessions.create();
  await browserbase.sessions.update(id, { status: "REQUEST_RELEASE" });
  await expect.poll(async () => (await browserbase.sessions.retrieve(id)).endedAt).toBeTruthy();
  const ended = await browserbase.sessions.retrieve(id);
  expect(ended).not.toHaveProperty("connectUrl");
  expect(ended).not.toHaveProperty("signingKey");
  expect(ended).not.toHaveProperty("seleniumRemoteUrl");
  expect(await browserbase.sessions.update(id, { status: "REQUEST_RELEASE" })).toEqual(ended);
});

test("the list is newest first, and filtered by status and metadata", async ({ engine: { browserbase } }) => {
  const first = await browserbase.sessions.create({ userMetadata: { team: "qa" } });
  const second = await browserbase.sessions.create({ userMetadata: { team: "ops" } });
  await browserbase.sessions.update(first.id, { status: "REQUEST_RELEASE" });
  const idsOf = async (query: Browserbase.SessionListParams) =>
    (await browserbase.sessions.list(query)).map(({ id }) => id);
  await expect.poll(() => idsOf({ status: "RUNNING" })).toEqual([second.id]);
  expect(await idsOf({})).toEqual([second.id, first.id]);
  expect(await idsOf({ status: "TIMED_OUT" })).toEqual([]);
  expect(await idsOf({ q: "user_metadata['team']:'qa'" })).toEqual([first.id]);
  expect(await idsOf({ q: "user_metadata['team']:'qa'", status: "RUNNING" })).toEqual([]);
});

test("the project's defaultTimeout is that of sessions without one", async ({ engine: { browserbase, request } }) => {
  const changed = await request("PATCH", "/engine/project", { defaultTimeout: 300 });
  expect(await changed.json()).toMatchObject({ defaultTimeout: 300 });
  const { startedAt, expiresAt } = await browserbase.sessions.create();
  expect(Date.parse(expiresAt) - Date.parse(startedAt)).toBe(300_000);
});

const REFUSED: readonly [body: unknown, message: string][] = [
  [{ timeout: 59 }, "body/timeout must be >= 60"],
  [{ timeout: 21_601 }, "body/timeout must be <= 21600"],
  [{ timeout: "60" }, "body/timeout must be integer"],
  [{ timeout: 60.5 }, "body/timeout must be integer"],
  [{ keepAlive: "true" }, "body/keepAlive must be boolean"],
  [{ region: "mars" }, "body/region must be equal to one of the allowed values"],
  [{ browserSettings: { viewport: { width: 0 } } }, "body/browserSettings/viewport/width must be >= 1"],
  [{ browserSettings: { context: {} } }, "body/browserSettings/context must have required property 'id'"],
  [{ userMetadata: [] }, "body/userMetadata must be object"],
  [{ userMetadata: { text: "x".repeat(501) } }, "body/userMetadata must have fewer than 512 characters as JSON"],
  [{ projectId: "another" }, "body/projectId is not the project of this API key"],
  [[], "body must be object"],
  [undefined, "body must be object"],
];

test("wrong input is refused in Browserbase's words, and makes no session", async ({ engine }) => {
  for (const [body, message] of REFUSED) {
    const response = await engine.request("POST", "/v1/sessions", body);
    expect(await response.json()).toEqual({
      statusCode: 400,
      code: "FST_ERR_VALIDATION",
      error: "Bad Request",
      message,
    });
  }
  expect(await engine.browserbase.sessions.list()).toEqual([]);
});

test("metadata just short of the limit, and fields nobody knows, are welcome", async ({ engine: { request } }) => {
  const userMetadata = { text: "x".repeat(500) };
  expect(JSON.stringify(userMetadata)).toHaveLength(511);
  const response = await request("POST", "/v1/sessions", { userMetadata, novelty: { shape: ["any"] } });
  expect(response.status).toBe(201);
  expect(await response.json()).toMatchObject({ userMetadata });
});

test("other routes refuse what they do not understand", async ({ engine: { browserbase, request } }) => {
  const { id } = await browserbase.sessions.create();
  const statusOf = async (...call: Parameters<typeof request>) => (await request(...call)).status;
  expect(await statusOf("POST", `/v1/sessions/${id}`, { status: "COMPLETED" })).toBe(400);
  expect(await statusOf("POST", `/v1/sessions/${id}`, {})).toBe(400);
  expect(await statusOf("GET", "/v1/sessions?status=ENDED")).toBe(400);
  expect(await statusOf("GET", "/v1/sessions?q=team:qa")).toBe(400);
  expect(await statusOf("PATCH", "/engine/project", { defaultTimeout: 30 })).toBe(400);
  expect((await browserbase.sessions.retrieve(id)).status).toBe("RUNNING");
  for (const path of ["", "/debug", "/logs"]) {
    const response = await request("GET", `/v1/sessions/nobody${path}`);
    expect(await response.json()).toEqual({
      statusCode: 404,
      error: "Not Found",
      message: "Session nobody not found.",
    });
  }
});

test("a session whose creator has gone before it heard of it is released", async ({ engine }) => {
  const { browserbase, url } = engine;
  const impatience = new AbortController();
  const asked = fetch(`${url}/v1/sessions`, {
    method: "POST",
    headers: { "x-bb-api-key": "test-key", "content-type": "application/json" },
    body: JSON.stringify({ keepAlive: true }),
    signal: impatience.signal,
  });
  await expect.poll(() => browserbase.sessions.list()).toHaveLength(1);
  impatience.abort();
  await expect(asked).rejects.toThrow("aborted");
  await expect.poll(async () => (await browserbase.sessions.list())[0]?.status).toBe("COMPLETED");
});

test.describe("with three slots", () => {
  test.use({ engineSettings: { concurrency: 3 } });

  test("twenty creates at once make three sessions, and the others are told why", async ({ engine }) => {
    const { browserbase } = engine;
    const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => browserbase.sessions.create()));
    const errors = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : []));
    expect(errors).toHaveLength(17);
    for (const error of errors) {
      if (!(error instanceof APIError)) throw error;
      expect(error.status).toBe(429);
      expect(error.headers).toMatchObject({ "x-should-retry": "false" });
      expect(error.message).toBe(
        "429 You've exceeded your max concurrent sessions limit (limit 3, currently 3). " +
          "Please contact support to increase your limit.",
      );
    }
    const sessions = await browserbase.sessions.list({ status: "RUNNING" });
    expect(sessions).toHaveLength(3);

    for (const { id } of sessions) await browserbase.sessions.update(id, { status: "REQUEST_RELEASE" });
    await expect.poll(() => browserbase.sessions.list({ status: "RUNNING" })).toEqual([]);
    expect((await browserbase.sessions.create()).status).toBe("RUNNING");
  });
});

test.describe("with a browser that does not start", () => {
  test.use({ engineSettings: { concurrency: 1, chromiumPath: "/bin/false" } });

  test("create fails, the session is an error, and its slot is free", async ({ engine: { request, browserbase } }) => {
    for (let attempt = 0; attempt < 2; attempt++) {
      const response = await request("POST", "/v1/sessions", {});
      expect(response.status).toBe(500);
      expect((await response.json()).message).toMatch(/^The browser of session \S+ did not start\./);
    }
    const sessions = await browserbase.sessions.list();
    expect(sessions.map(({ status }) => status)).toEqual(["ERROR", "ERROR"]);
  });
});
