import Browserbase, { APIError } from "@browserbasehq/sdk";
import { expect } from "@playwright/test";
import { test as base } from "../testing/engine-test";
import { FakeClock } from "../testing/fake-clock";

const FREE_PLAN = { concurrency: 3, createsPerMinute: 5, isKeepAliveAllowed: false, maxTimeoutSeconds: 900 };

const test = base.extend<{ clock: FakeClock }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures that are used from this pattern.
  clock: async ({}, use) => use(new FakeClock()),
  engineDeps: async ({ clock }, use) => use({ clock }),
  engineSettings: FREE_PLAN,
});

test("on a free plan keepAlive is refused, and so is a session longer than the plan's", async ({ engine }) => {
  const { browserbase, request } = engine;
  const keepAlive = browserbase.sessions.create({ keepAlive: true });
  await expect(keepAlive).rejects.toThrow(Browserbase.PermissionDeniedError);
  await expect(keepAlive).rejects.toThrow("403 Keep alive sessions are not supported on the FREE plan");
  await expect(browserbase.sessions.create({ api_timeout: 901 })).rejects.toThrow("400 body/timeout must be <= 900");
  const changed = await request("PATCH", "/engine/project", { defaultTimeout: 901 });
  expect(await changed.json()).toMatchObject({ statusCode: 400, message: "body/defaultTimeout must be <= 900" });
  expect((await browserbase.sessions.create({ keepAlive: false, api_timeout: 900 })).keepAlive).toBe(false);
});

test("the sixth session of a minute is refused, told when to try again, and welcome then", async ({
  engine,
  clock,
}) => {
  const { sessions } = engine.browserbase;
  for (let count = 0; count < 5; count++) {
    const { id } = await sessions.create();
    await sessions.update(id, { status: "REQUEST_RELEASE" });
    await expect.poll(async () => (await sessions.retrieve(id)).status).toBe("COMPLETED");
    clock.advance(1_000);
  }
  const refused = await sessions.create().catch((error: unknown) => error);
  if (!(refused instanceof APIError)) throw refused;
  expect(refused).toBeInstanceOf(Browserbase.RateLimitError);
  expect(refused.headers).toMatchObject({
    "x-ratelimit-limit": "5",
    "x-ratelimit-remaining": "0",
    "x-ratelimit-reset": "55",
    "retry-after": "55",
  });
  clock.advance(55_000);
  expect((await sessions.create()).status).toBe("RUNNING");
});

base.describe("with a default longer than the plan allows", () => {
  base.use({ engineSettings: { defaultTimeoutSeconds: 3_600, maxTimeoutSeconds: 600 } });

  base("a session without a timeout lives as long as the plan allows", async ({ engine: { browserbase } }) => {
    const { startedAt, expiresAt } = await browserbase.sessions.create();
    expect(Date.parse(expiresAt) - Date.parse(startedAt)).toBe(600_000);
    expect(await browserbase.projects.list()).toMatchObject([{ defaultTimeout: 600 }]);
  });
});
