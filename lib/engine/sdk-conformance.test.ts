import { randomUUID } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Browserbase, { toFile } from "@browserbasehq/sdk";
import { Response } from "@browserbasehq/sdk/_shims/index";
import type { APIPromise, RequestOptions } from "@browserbasehq/sdk/core";
import { expect } from "@playwright/test";
import { test as base } from "./testing/engine-test";
import { zipOf } from "./testing/zip-of";

/*
 * What the official SDK's own tests ask and expect of an API, said anew: the same methods with the same parameters, from
 * https://github.com/browserbase/sdk-node, folder tests/api-resources (Apache-2.0), mostly as of commit 316fc93. There they
 * run against a mock of the published schema, to which nothing is unknown; here what they name is there beforehand.
 */
const ID = "id";
const UUID = "182bd5e5-6e1a-4fe4-a799-aa6d9a6ab26e";
const UNKNOWN = { path: "/_stainless_unknown_path" };

type File = Awaited<ReturnType<typeof toFile>>;
type Files = { extension: File; upload: File };
type Call = (sdk: Browserbase, files: Files, options?: RequestOptions) => APIPromise<unknown>;

/** Each is asked for its answer, and with request options in the place where the parameters end. */
const CALLS: Record<string, Call> = {
  "sessions.create": ({ sessions }, _, options) => sessions.create(options),
  "sessions.retrieve": ({ sessions }, _, options) => sessions.retrieve(ID, options),
  "sessions.list": ({ sessions }, _, options) => sessions.list(options),
  "sessions.debug": ({ sessions }, _, options) => sessions.debug(ID, options),
  "sessions.uploads.create": ({ sessions }, { upload }, options) =>
    sessions.uploads.create(ID, { file: upload }, options),
  "sessions.logs.list": ({ sessions }, _, options) => sessions.logs.list(ID, options),
  "sessions.recording.retrieve": ({ sessions }, _, options) => sessions.recording.retrieve(ID, options),
  "sessions.update": ({ sessions }, _, options) => sessions.update(ID, { status: "REQUEST_RELEASE" }, options),
  "sessions.update with all parameters": ({ sessions }, _, options) =>
    sessions.update(ID, { status: "REQUEST_RELEASE", projectId: "projectId" }, options),
  "contexts.create": ({ contexts }, _, options) => contexts.create({}, options),
  "contexts.retrieve": ({ contexts }, _, options) => contexts.retrieve(ID, options),
  "contexts.update": ({ contexts }, _, options) => contexts.update(ID, options),
  "contexts.delete": ({ contexts }, _, options) => contexts.delete(ID, options),
  "extensions.create": ({ extensions }, { extension }, options) => extensions.create({ file: extension }, options),
  "extensions.retrieve": ({ extensions }, _, options) => extensions.retrieve(ID, options),
  "extensions.delete": ({ extensions }, _, options) => extensions.delete(ID, options),
  "projects.retrieve": ({ projects }, _, options) => projects.retrieve(ID, options),
  "projects.list": ({ projects }, _, options) => projects.list(options),
  "projects.usage": ({ projects }, _, options) => projects.usage(ID, options),
};

/**
 * Asked with request options only. The first three are so in the SDK's tests; the rest would answer with video, which the
 * engine does not make.
 */
const OTHER_CALLS: Record<string, (sdk: Browserbase) => APIPromise<unknown>> = {
  "sessions.create with all parameters": ({ sessions }) =>
    sessions.create(
      {
        browserSettings: {
          advancedStealth: true,
          blockAds: true,
          captchaImageSelector: "captchaImageSelector",
          captchaInputSelector: "captchaInputSelector",
          context: { id: "id", persist: true },
          extensionId: "extensionId",
          ignoreCertificateErrors: true,
          logSession: true,
          os: "windows",
          recordSession: true,
          solveCaptchas: true,
          verified: true,
          viewport: { height: 0, width: 0 },
        },
        extensionId: "extensionId",
        keepAlive: true,
        projectId: "projectId",
        proxies: [
          {
            type: "browserbase",
            domainPattern: "domainPattern",
            geolocation: { country: "xx", city: "city", state: "xx" },
          },
        ],
        region: "us-west-2",
        api_timeout: 60,
        userMetadata: { foo: "bar" },
      },
      UNKNOWN,
    ),
  "sessions.list with all parameters": ({ sessions }) => sessions.list({ q: "q", status: "PENDING" }, UNKNOWN),
  "sessions.downloads.list": ({ sessions }) => sessions.downloads.list(UUID, UNKNOWN),
  "sessions.replays.retrieve": ({ sessions }) => sessions.replays.retrieve(UUID, UNKNOWN),
  "sessions.replays.retrievePage": ({ sessions }) => sessions.replays.retrievePage(UUID, "090", UNKNOWN),
  "sessions.recording.downloads.create": ({ sessions }) => sessions.recording.downloads.create(UUID, UNKNOWN),
  "sessions.recording.downloads.list": ({ sessions }) => sessions.recording.downloads.list(UUID, UNKNOWN),
};

const test = base.extend<{ files: Files }>({
  dataDir: async ({ dataDir }, use) => {
    const instant = "2026-11-24T12:00:00.000Z";
    const project = { ownerId: UUID, name: "Tests", createdAt: instant, updatedAt: instant, defaultTimeout: 900 };
    writeJson(join(dataDir, "project.json"), { id: ID, ...project });
    const of = { id: ID, projectId: ID, createdAt: 1, updatedAt: 1 };
    writeJson(join(dataDir, "contexts", ID, "context.json"), of);
    writeJson(join(dataDir, "extensions", ID, "extension.json"), { ...of, fileName: "extension.zip" });
    await use(dataDir);
  },

  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures that are used from this pattern.
  engineDeps: async ({}, use) => {
    const ids = [ID];
    await use({ newSessionId: () => ids.pop() ?? randomUUID() });
  },

  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures that are used from this pattern.
  files: async ({}, use) => {
    const archive = await zipOf({ "manifest.json": '{"manifest_version": 3, "name": "Nothing", "version": "1.0"}' });
    await use({
      extension: await toFile(archive, "extension.zip"),
      upload: await toFile(Buffer.from("# my file contents"), "README.md"),
    });
  },
});

function writeJson(path: string, value: object): void {
  mkdirSync(join(path, ".."), { recursive: true });
  writeFileSync(path, JSON.stringify(value));
}

test("each call has an answer, as the SDK's tests read it", async ({ engine, files }) => {
  await engine.browserbase.sessions.create({ keepAlive: true });
  for (const [name, call] of Object.entries(CALLS)) {
    await test.step(name, async () => {
      const answer = call(engine.browserbase, files);
      const raw = await answer.asResponse();
      expect(raw).toBeInstanceOf(Response);
      const data = await answer;
      expect(data).not.toBeInstanceOf(Response);
      const both = await answer.withResponse();
      expect(both.data).toBe(data);
      expect(both.response).toBe(raw);
    });
  }
});

test("each call passes request options on: to an unknown path it is not found", async ({ engine, files }) => {
  const { browserbase } = engine;
  for (const [name, call] of Object.entries(CALLS)) {
    await expect(call(browserbase, files, UNKNOWN), name).rejects.toThrow(Browserbase.NotFoundError);
  }
  for (const [name, call] of Object.entries(OTHER_CALLS)) {
    await expect(call(browserbase), name).rejects.toThrow(Browserbase.NotFoundError);
  }
});

test("what they upload as an extension is none, and is refused here", async ({ engine, files }) => {
  const create = engine.browserbase.extensions.create({ file: files.upload });
  await expect(create).rejects.toThrow(Browserbase.BadRequestError);
});
