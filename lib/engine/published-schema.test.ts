import Browserbase, { toFile } from "@browserbasehq/sdk";
import { expect } from "@playwright/test";
import { connectPage } from "./testing/connect-page";
import { test as base, type TestEngine } from "./testing/engine-test";
import { type Answer, startNotingProxy } from "./testing/noting-proxy";
import { isSchemaThere, violationsOf } from "./testing/published-schema";
import { zipOf } from "./testing/zip-of";

/** The official SDK, whose every answer is noted, and a plain request for what the SDK has no method for. */
type Client = {
  sdk: Browserbase;
  answers: Answer[];
  plain(method: string, path: string, init?: RequestInit): Promise<Response>;
  /** Expects the call to fail so. */
  refused(call: PromiseLike<unknown>, status: number): Promise<void>;
};

const test = base.extend<{ client: Client }>({
  client: async ({ engine }, use) => {
    const { url, answers, close } = await startNotingProxy(engine.url);
    await use({
      sdk: new Browserbase({ apiKey: "test-key", baseURL: url, maxRetries: 0 }),
      answers,
      plain: (method, path, init) =>
        fetch(url + path, { method, ...init, headers: { "x-bb-api-key": "test-key", ...init?.headers } }),
      refused: (call, status) => expect(call).rejects.toMatchObject({ status }),
    });
    close();
    expect(answers.flatMap(violationsOf)).toEqual([]);
  },
});

/** What has a test of its own. */
const BESIDE_SESSIONS = /^\/v1\/(contexts|extensions|projects)\b/;

/** The routes from which no answer came; HEAD is what Fastify adds to each GET. */
function missing({ routes }: TestEngine, answers: readonly Answer[], isMeant: (path: string) => boolean): string[] {
  return routes
    .filter(({ method, path }) => method !== "HEAD" && path.startsWith("/v1/") && isMeant(path))
    .filter((route) => !answers.some((answer) => answer.method === route.method && isOf(answer.path, route.path)))
    .map(({ method, path }) => `${method} ${path}`);
}

/** Fastify has a route for `/v1/sessions` and one for `/v1/sessions/`. */
function isOf(path: string, template: string): boolean {
  return new RegExp(`^${template.replace(/:\w+/g, "[^/]+").replace(/\/$/, "")}$`).test(path);
}

test.skip(!isSchemaThere, "Browserbase's published schema does not stand beside this checkout");

test("every answer about a session, from its creation to long after its end", async ({ client, engine }) => {
  const { sdk, plain, refused, answers } = client;
  const created = await sdk.sessions.create({ userMetadata: { team: "qa" }, keepAlive: true });
  const { id } = created;
  for (const field of ["connectUrl", "seleniumRemoteUrl"] as const) expect(URL.canParse(created[field])).toBe(true);
  const { browser, page } = await connectPage(created.connectUrl);
  await page.goto("data:text/html,<a download='a.txt' href='data:text/plain,text'>Download</a>");
  const cdp = await browser.newBrowserCDPSession();
  await cdp.send("Browser.setDownloadBehavior", { behavior: "allow", downloadPath: "downloads" });
  await page.getByText("Download").click();
  await sdk.sessions.debug(id);
  await sdk.sessions.debug(id, { expiresIn: 60 });
  await refused(sdk.sessions.debug(id, { expiresIn: 0 }), 400);
  await sdk.sessions.uploads.create(id, { file: await toFile(Buffer.from("text"), "schema-test.txt") });
  await refused(sdk.sessions.recording.downloads.create(id), 409);
  await refused(sdk.sessions.recording.downloads.list(id), 409);
  await expect.poll(async () => (await (await plain("GET", `/v1/downloads?sessionId=${id}`)).json()).total).toBe(1);
  await browser.close();

  await sdk.sessions.update(id, { status: "REQUEST_RELEASE" });
  await expect.poll(async () => (await sdk.sessions.retrieve(id)).endedAt).toBeTruthy();
  for (const session of await sdk.sessions.list()) expect(session).not.toHaveProperty("signingKey");
  expect((await sdk.sessions.logs.list(id)).length).toBeGreaterThan(10);
  expect((await sdk.sessions.recording.retrieve(id)).length).toBeGreaterThan(1);
  await refused(sdk.sessions.replays.retrieve(id), 404);
  await plain("GET", `/v1/sessions/${id}/replays/0`);
  await refused(sdk.sessions.uploads.create(id, { file: await toFile(Buffer.from("text"), "late.txt") }), 410);
  await plain("POST", `/v1/sessions/${id}/uploads`, { headers: { "content-type": "application/json" }, body: "{}" });
  await refused(sdk.sessions.recording.downloads.create(id), 404);
  await refused(sdk.sessions.debug(id), 410);

  const unrecorded = await sdk.sessions.create({ browserSettings: { recordSession: false, blockAds: true } });
  await refused(sdk.sessions.recording.downloads.create(unrecorded.id), 422);
  await refused(sdk.sessions.recording.downloads.list(unrecorded.id), 422);

  const { downloads } = await (await plain("GET", `/v1/downloads?sessionId=${id}`)).json();
  const download = `/v1/downloads/${downloads[0].id}`;
  await plain("GET", download);
  await plain("GET", download, { headers: { accept: "application/octet-stream" } });
  await sdk.sessions.downloads.list(id);
  await plain("DELETE", download);
  await plain("GET", download);
  await plain("DELETE", download);
  await plain("DELETE", `/v1/sessions/${id}/downloads`);
  for (const query of ["", `?sessionId=${id}&limit=0`, "?sessionId=nobody"])
    await plain("GET", `/v1/downloads${query}`);

  const stranger = { headers: { "x-bb-api-key": "wrong" } };
  await plain("GET", "/v1/sessions", stranger);
  await plain("GET", "/v1/sessions", { headers: { origin: "https://example.com" } });
  await plain("GET", "/v1/nothing");
  await plain("POST", "/v1/sessions", { headers: { "content-type": "application/json" }, body: "{" });
  await plain("POST", "/v1/sessions", { headers: { "content-type": "application/xml" }, body: "<x/>" });
  await refused(sdk.sessions.create({ api_timeout: 1 }), 400);
  await plain("POST", `/v1/sessions/${id}`, { headers: { "content-type": "application/json" }, body: "{}" });
  await refused(sdk.sessions.list({ q: "malformed" }), 400);
  for (const path of ["", "/debug", "/logs", "/recording", "/replays", "/downloads", "/recording/downloads"]) {
    await plain("GET", `/v1/sessions/nobody${path}`);
  }
  await plain("DELETE", "/v1/sessions/nobody/downloads");
  await refused(sdk.sessions.update("nobody", { status: "REQUEST_RELEASE" }), 404);
  const { browserbase } = engine;
  expect((await browserbase.sessions.retrieve(id)).status).toBe("COMPLETED");
  expect(new Set(answers.map(({ status }) => status))).toEqual(
    new Set([200, 201, 204, 400, 401, 403, 404, 406, 409, 410, 415, 422]),
  );
  expect(missing(engine, answers, (path) => !BESIDE_SESSIONS.test(path))).toEqual([]);
});

test("every answer about contexts, extensions and projects", async ({ client, engine }) => {
  const { sdk, plain, refused, answers } = client;
  const context = await sdk.contexts.create({ name: "shop" });
  await sdk.contexts.retrieve(context.id);
  await sdk.contexts.update(context.id);
  await refused(sdk.contexts.create({ name: "Shop" }), 409);
  await refused(sdk.contexts.create({ name: "" }), 400);
  const session = await sdk.sessions.create({ browserSettings: { context: { id: context.id, persist: true } } });
  expect(session.contextId).toBe(context.id);
  await sdk.contexts.delete(context.id);
  await refused(sdk.contexts.retrieve(context.id), 404);
  await refused(sdk.contexts.update(context.id), 404);
  await refused(sdk.contexts.delete(context.id), 404);

  const manifest = { manifest_version: 3, name: "Nothing", version: "1.0" };
  const archive = await zipOf({ "manifest.json": JSON.stringify(manifest) });
  const extension = await sdk.extensions.create({ file: await toFile(archive, "nothing.zip") });
  await sdk.extensions.retrieve(extension.id);
  await sdk.extensions.delete(extension.id);
  await refused(sdk.extensions.delete(extension.id), 404);
  await refused(sdk.extensions.create({ file: await toFile(Buffer.from("no zip"), "nothing.zip") }), 400);
  await plain("POST", "/v1/extensions", { headers: { "content-type": "application/json" }, body: "{}" });

  const [project] = await sdk.projects.list();
  await sdk.projects.retrieve(project?.id ?? "");
  await sdk.projects.usage(project?.id ?? "");
  await refused(sdk.projects.retrieve("another"), 404);
  expect(missing(engine, answers, (path) => BESIDE_SESSIONS.test(path))).toEqual([]);
});

test.describe("on a small plan, without a browser that starts", () => {
  const settings = { concurrency: 1, createsPerMinute: 2, isKeepAliveAllowed: false, chromiumPath: "/bin/false" };
  test.use({ engineSettings: { ...settings, fullChromiumPath: undefined } });

  test("every refusal of a session", async ({ client }) => {
    const { sdk, refused } = client;
    await refused(sdk.sessions.create({ keepAlive: true }), 403);
    const archive = await zipOf({ "manifest.json": '{"manifest_version": 3, "name": "Nothing", "version": "1.0"}' });
    const { id: extensionId } = await sdk.extensions.create({ file: await toFile(archive, "nothing.zip") });
    await refused(sdk.sessions.create({ extensionId }), 501);
    const [first, second] = [sdk.sessions.create(), sdk.sessions.create()];
    await Promise.all([refused(first, 500), refused(second, 429)]);
    await refused(sdk.sessions.create(), 500);
    await refused(sdk.sessions.create(), 429);
  });
});

test("the schema is not passed by just anything", () => {
  const answer = { method: "GET", path: "/v1/sessions/s1", status: 200, contentType: "application/json" };
  expect(violationsOf({ ...answer, body: '{"id":"s1"}' })).not.toEqual([]);
  expect(violationsOf({ ...answer, status: 202, body: "{}" })).not.toEqual([]);
  expect(violationsOf({ ...answer, status: 404, body: '{"message":"gone"}' })).not.toEqual([]);
});
