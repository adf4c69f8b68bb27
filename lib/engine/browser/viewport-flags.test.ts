import { expect } from "@playwright/test";
import { fullChromiumPath } from "../testing/chromium-path";
import { connectPage } from "../testing/connect-page";
import { test } from "../testing/engine-test";

test.skip(fullChromiumPath === undefined, "no full Chromium is installed");
test.use({ engineSettings: { chromiumPath: fullChromiumPath } });

test("a viewport is as large as was asked for in full Chromium too, in every tab", async ({ engine }) => {
  const browserSettings = { viewport: { width: 900, height: 500 } };
  const { connectUrl } = await engine.browserbase.sessions.create({ browserSettings });
  const { browser, page } = await connectPage(connectUrl);
  const tab = await page.context().newPage();
  for (const each of [page, tab]) expect(await each.evaluate("[innerWidth, innerHeight]")).toEqual([900, 500]);
  await browser.close();
});
