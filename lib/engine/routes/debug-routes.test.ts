import { expect } from "@playwright/test";
import { connectPage } from "../testing/connect-page";
import { test } from "../testing/engine-test";

test("a live link's expiry is a whole number of seconds up to six hours, and the error names the field", async ({
  engine,
}) => {
  const { id } = await engine.browserbase.sessions.create({ keepAlive: true });
  for (const [expiresIn, message] of [
    ["0", "querystring/expiresIn must be >= 1"],
    ["21601", "querystring/expiresIn must be <= 21600"],
    ["-1", "querystring/expiresIn must be integer"],
    ["1.5", "querystring/expiresIn must be integer"],
    ["soon", "querystring/expiresIn must be integer"],
    ["", "querystring/expiresIn must be integer"],
  ]) {
    for (const path of [`/v1/sessions/${id}/debug`, `/engine/read-only/sessions/${id}/debug`]) {
      const answer = await engine.request("GET", `${path}?expiresIn=${expiresIn}`);
      const error = { statusCode: 400, code: "FST_ERR_VALIDATION", error: "Bad Request", message };
      expect(await answer.json()).toEqual(error);
    }
  }
  expect((await engine.request("GET", `/v1/sessions/${id}/debug?expiresIn=21600`)).status).toBe(200);
});

test("links for looking need the API key, and hold none for using", async ({ engine }) => {
  const { id } = await engine.browserbase.sessions.create({ keepAlive: true });
  expect((await fetch(`${engine.url}/engine/read-only/sessions/${id}/debug`)).status).toBe(401);
  expect((await engine.request("GET", "/engine/read-only/sessions/nobody/debug")).status).toBe(404);
  const text = await (await engine.request("GET", `/engine/read-only/sessions/${id}/debug`)).text();
  expect(text).toContain(".look.");
  expect(text).not.toContain(".use.");
  expect(text).not.toContain("/connect?");
});

test("a tab that shows what Chromium takes for a URL and Node does not has its link, and an empty icon", async ({
  engine,
}) => {
  const { id, connectUrl } = await engine.browserbase.sessions.create();
  const { browser, page } = await connectPage(connectUrl);
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("Page.navigate", { url: "http://xn--a/" });
  const shown = async () => (await engine.browserbase.sessions.debug(id)).pages;
  await expect.poll(shown).toMatchObject([{ url: "http://xn--a/", faviconUrl: "data:," }]);
  await browser.close();
});
