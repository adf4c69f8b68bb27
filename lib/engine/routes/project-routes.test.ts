import { expect } from "@playwright/test";
import { buildEngine } from "../build-engine";
import { countBrowserMinutes } from "../project/browser-minutes";
import { test } from "../testing/engine-test";

test("there is one project, found in the list and by its id", async ({ engine: { browserbase, request } }) => {
  const [project] = await browserbase.projects.list();
  expect(project).toMatchObject({ defaultTimeout: 900, concurrency: 10 });
  expect(await browserbase.projects.retrieve(project?.id ?? "")).toEqual(project);
  expect((await request("GET", "/v1/projects/another")).status).toBe(404);
  expect((await request("GET", "/v1/projects/another/usage")).status).toBe(404);
});

test("usage counts a session of a moment as one minute", async ({ engine: { browserbase } }) => {
  const { projectId } = await browserbase.sessions.create();
  await browserbase.sessions.create({ projectId });
  expect(await browserbase.projects.usage(projectId)).toEqual({ browserMinutes: 2, proxyBytes: 0 });
});

for (const [lastedMs, minutes] of [
  [0, 1],
  [60_000, 1],
  [60_001, 2],
  [21_600_000, 360],
] as const) {
  test(`a session of ${lastedMs} ms costs ${minutes} minutes`, () => {
    const session = {
      id: "s1",
      projectId: "p1",
      status: "COMPLETED",
      keepAlive: false,
      region: "us-west-2",
      createdAt: 0,
      updatedAt: lastedMs,
      expiresAt: 21_600_000,
    } as const;
    expect(countBrowserMinutes([{ ...session, endedAt: lastedMs }], 1e12)).toBe(minutes);
    expect(countBrowserMinutes([session], lastedMs)).toBe(minutes);
  });
}

test("the project and its defaultTimeout survive a restart", async ({ dataDir }) => {
  const settings = {
    chromiumPath: "/bin/false",
    fullChromiumPath: undefined,
    chromedriverPath: undefined,
    host: "127.0.0.1",
    port: 0,
    apiKey: "key",
    concurrency: 4,
    dataDir,
    uploadsDir: dataDir,
    defaultTimeoutSeconds: 900,
    createsPerMinute: undefined,
    isKeepAliveAllowed: true,
    maxTimeoutSeconds: 21_600,
    connectWithinSeconds: 300,
    commandWithinSeconds: 600,
    warmPool: "off" as const,
    recordingsMegabytes: 0,
    adFilterPaths: [],
    logLevel: "silent",
  };
  const headers = { host: "localhost", "x-bb-api-key": "key" };
  const first = buildEngine(settings);
  const change = { method: "PATCH", url: "/engine/project", headers, payload: { defaultTimeout: 3_600 } } as const;
  const changed = (await first.inject(change)).json();
  expect(changed).toMatchObject({ defaultTimeout: 3_600, concurrency: 4 });
  await first.close();
  const second = buildEngine({ ...settings, concurrency: 5, defaultTimeoutSeconds: 60 });
  const [project] = (await second.inject({ url: "/v1/projects", headers })).json();
  expect(project).toEqual({ ...changed, concurrency: 5 });
  await second.close();
});
