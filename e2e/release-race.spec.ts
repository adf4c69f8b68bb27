import { chromium } from "playwright-core";
import type { CreateReleaseResult, ReleaseDetails } from "@/lib/api/releases";
import { expect, test } from "./fixtures";
import { askRelease } from "./release-sessions";

test("a session that its client comes back to while its release waits is left alone, and says why", async ({
  request,
  createSession,
  browserbase,
}) => {
  const [used, unused] = [await createSession({ keepAlive: true }), await createSession({ keepAlive: true })];
  const browser = await chromium.connectOverCDP(used.connectUrl);
  const page = await browser.contexts()[0]?.newPage();
  await expect(async () => {
    const answer = await askRelease(request, [used.id, unused.id]);
    const { release }: CreateReleaseResult = await answer.json();
    expect(release?.total).toBe(2);
    await page?.evaluate(() => document.title);
    const read = async (): Promise<ReleaseDetails> => (await request.get(`/api/releases/${release?.id}`)).json();
    await expect.poll(async () => (await read()).release.settledAt, { timeout: 30_000 }).toBeDefined();
    const outcomeOf = new Map((await read()).intents.map((intent) => [intent.sessionId, intent]));
    expect(outcomeOf.get(used.id)).toMatchObject({
      state: "skipped",
      detail: expect.stringMatching(/^active (\d+ s|just) before it was to end$/),
    });
    expect(outcomeOf.get(unused.id)).toMatchObject({ state: "released" });
  }).toPass({ timeout: 60_000 });
  expect((await browserbase.sessions.retrieve(used.id)).status).toBe("RUNNING");
  expect((await browserbase.sessions.retrieve(unused.id)).status).toBe("COMPLETED");
  expect(await page?.evaluate(() => 6 * 7)).toBe(42);
  await browser.close();
});
