import { existsSync, readFileSync } from "node:fs";
import { chromium, expect } from "@playwright/test";
import Schema from "typebox/schema";
import { test } from "./testing/engine-test";

const SCHEMA_PATH = new URL("../../../shared/browserbase-openapi.json", import.meta.url);

test.skip(!existsSync(SCHEMA_PATH), "Browserbase's published schema does not stand beside this checkout");

function readSchema(): { components: object } {
  return JSON.parse(readFileSync(SCHEMA_PATH, "utf8"));
}

/** What a value lacks to be a component of the published schema; nothing when it is one. */
function violations(component: string, value: unknown) {
  const { components } = readSchema();
  const [, errors] = Schema.Compile({ components, $ref: `#/components/schemas/${component}` }).Errors(value);
  return errors.map(({ instancePath, message }) => `${component}${instancePath} ${message}`);
}

test("every answer is what Browserbase's published schema says", async ({ engine: { browserbase } }) => {
  const created = await browserbase.sessions.create({ userMetadata: { team: "qa" } });
  for (const field of ["connectUrl", "seleniumRemoteUrl"] as const) expect(URL.canParse(created[field])).toBe(true);
  expect(created.signingKey).toEqual(expect.any(String));
  expect(violations("Session", created)).toEqual([]);
  expect(violations("Session", await browserbase.sessions.retrieve(created.id))).toEqual([]);

  const browser = await chromium.connectOverCDP(created.connectUrl);
  await browser.contexts()[0]?.pages()[0]?.goto("data:text/html,hello");
  expect(violations("SessionLiveUrls", await browserbase.sessions.debug(created.id))).toEqual([]);
  await browser.close();

  const logs = await browserbase.sessions.logs.list(created.id);
  expect(logs.length).toBeGreaterThan(10);
  for (const log of logs) expect(violations("SessionLog", log)).toEqual([]);

  const released = await browserbase.sessions.update(created.id, { status: "REQUEST_RELEASE" });
  expect(violations("Session", released)).toEqual([]);
  await expect.poll(async () => (await browserbase.sessions.retrieve(created.id)).endedAt).toBeTruthy();
  for (const session of await browserbase.sessions.list()) {
    expect(violations("Session", session)).toEqual([]);
    expect(session).not.toHaveProperty("signingKey");
  }

  for (const project of await browserbase.projects.list()) expect(violations("Project", project)).toEqual([]);
  expect(violations("Project", await browserbase.projects.retrieve(created.projectId))).toEqual([]);
  expect(violations("ProjectUsage", await browserbase.projects.usage(created.projectId))).toEqual([]);
});

test("the schema is not passed by just anything", () => {
  expect(violations("Session", { id: "s1" })).not.toEqual([]);
});
