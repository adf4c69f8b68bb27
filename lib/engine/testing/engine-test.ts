import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Browserbase from "@browserbasehq/sdk";
import { test as base } from "@playwright/test";
import { buildEngine, type EngineDeps } from "../build-engine";
import type { Settings } from "../settings";
import { chromedriverPath, chromiumPath, fullChromiumPath } from "./chromium-path";

const API_KEY = "test-key";

export type Route = { method: string; path: string };

export type TestEngine = {
  /** Where it listens, without a trailing slash. */
  url: string;
  dataDir: string;
  browserbase: Browserbase;
  /** All that it answers, with `:id` and the like for what stands there. */
  routes: readonly Route[];
  /** A plain request with the API key, for what the SDK does not send. */
  request(method: string, path: string, body?: unknown): Promise<Response>;
};

type Fixtures = {
  dataDir: string;
  engineSettings: Partial<Settings>;
  engineDeps: Partial<EngineDeps>;
  engine: TestEngine;
};

/** A test with an engine of its own, on real Chromium. */
export const test = base.extend<Fixtures>({
  engineSettings: [{}, { option: true }],
  engineDeps: [{}, { option: true }],

  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures that are used from this pattern.
  dataDir: async ({}, use) => {
    // A folder within the temporary one, because a lock stands beside the folder it is for.
    const parent = await mkdtemp(join(tmpdir(), "keepwatch-engine-"));
    const dataDir = join(parent, "engine");
    await mkdir(dataDir);
    await use(dataDir);
    await rm(parent, { recursive: true, force: true });
  },

  engine: async ({ dataDir, engineSettings, engineDeps }, use) => {
    const app = buildEngine({ ...defaultSettings(dataDir), ...engineSettings, apiKey: API_KEY }, engineDeps);
    const routes: Route[] = [];
    app.addHook("onRoute", ({ method, url }) => {
      for (const each of [method].flat()) routes.push({ method: each, path: url });
    });
    const url = await app.listen({ host: "127.0.0.1", port: 0 });
    const browserbase = new Browserbase({ apiKey: API_KEY, baseURL: url, maxRetries: 0 });
    await use({ url, dataDir, browserbase, routes, request: (...call) => send(url, ...call) });
    await app.close();
  },
});

function defaultSettings(dataDir: string): Settings {
  return {
    chromiumPath,
    fullChromiumPath,
    chromedriverPath,
    port: 0,
    apiKey: API_KEY,
    concurrency: 10,
    dataDir,
    uploadsDir: join(dataDir, "uploads"),
    defaultTimeoutSeconds: 900,
    createsPerMinute: undefined,
    isKeepAliveAllowed: true,
    maxTimeoutSeconds: 21_600,
    connectWithinSeconds: 300,
    commandWithinSeconds: 600,
    // A test counts the processes that it started.
    warmPool: "off",
    recordingsMegabytes: 512,
    adFilterPaths: [],
    logLevel: "silent",
  };
}

function send(url: string, method: string, path: string, body?: unknown): Promise<Response> {
  return fetch(`${url}${path}`, {
    method,
    headers: { "x-bb-api-key": API_KEY, ...(body !== undefined && { "content-type": "application/json" }) },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
}
