import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, type Page, test as unit } from "@playwright/test";
import { fullChromiumPath } from "../testing/chromium-path";
import { connectPage } from "../testing/connect-page";
import { test } from "../testing/engine-test";
import { startWebSite, type WebSite } from "../testing/web-site";
import { adFilterLoader } from "./ad-filters";

const SHOP = "https://shop.example/";

unit("advertisers are blocked on other sites, and big sites that also advertise are not", async () => {
  const { allows } = await adFilterLoader([])();
  const request = { resourceType: "Script", isMainNavigation: false, sourceUrl: SHOP };
  for (const [url, isAllowed] of [
    ["https://googleads.g.doubleclick.net/pagead/ads.js", false],
    ["https://cdn.taboola.com/loader.js", false],
    ["https://shop.example/ads.js", true],
    ["https://static.licdn.com/app.js", true],
    ["https://www.bing.com/maps.js", true],
    ["https://cdn.jsdelivr.net/npm/react.js", true],
  ] as const) {
    expect([url, allows({ ...request, url })]).toEqual([url, isAllowed]);
  }
  const doubleClick = "https://www.doubleclick.net/";
  expect(allows({ ...request, url: doubleClick, resourceType: "Document", isMainNavigation: true })).toBe(true);
  expect(allows({ ...request, url: `${doubleClick}own.js`, sourceUrl: doubleClick })).toBe(true);
});

/** A page with a script and a picture of its own, and a script from elsewhere. */
async function startShop(): Promise<WebSite> {
  return startWebSite((request, response) => {
    if (request.url === "/own.js") return response.end("document.title += ' own'");
    if (request.url === "/ad.js") return response.end("document.title += ' ad'");
    const elsewhere = `http://localhost:${request.socket.localPort}/ad.js`;
    response.setHeader("content-type", "text/html");
    response.end(`<title>shop</title><script src="/own.js"></script><script src="${elsewhere}"></script>`);
  });
}

async function titleOf(page: Page, url: string): Promise<string> {
  await page.goto(url);
  return page.title();
}

test.describe("with a filter list of one's own", () => {
  test.use({
    engineSettings: async ({ dataDir }, use) => {
      const path = join(dataDir, "list.txt");
      writeFileSync(path, "! a comment\n||localhost^$third-party,script\nshop.example##.banner\n");
      await use({ adFilterPaths: [path] });
    },
  });

  test("blockAds blocks what the list says, in every tab, beside allowedDomains and a client's own rules", async ({
    engine,
  }) => {
    const site = await startShop();
    const browserSettings = { blockAds: true, allowedDomains: ["127.0.0.1"] };
    const { connectUrl } = await engine.browserbase.sessions.create({ browserSettings });
    const { browser, page } = await connectPage(connectUrl);
    const failed: string[] = [];
    page.on("requestfailed", (request) => failed.push(`${request.failure()?.errorText} ${request.url()}`));
    expect(await titleOf(page, site.url)).toBe("shop own");
    expect(failed).toEqual([expect.stringMatching(/^net::ERR_BLOCKED_BY_CLIENT\S* .*\/ad\.js$/)]);
    await expect(page.goto(site.url.replace("127.0.0.1", "localhost"))).rejects.toThrow("ERR_BLOCKED_BY_CLIENT");

    const other = await page.context().newPage();
    await other.route("**/own.js", (route) => route.fulfill({ body: "document.title += ' mocked'" }));
    expect(await titleOf(other, site.url)).toBe("shop mocked");
    await browser.close();
    site.close();
  });

  test("without blockAds nothing is blocked", async ({ engine }) => {
    const site = await startShop();
    const { connectUrl } = await engine.browserbase.sessions.create();
    const { browser, page } = await connectPage(connectUrl);
    expect(await titleOf(page, site.url)).toBe("shop own ad");
    await browser.close();
    site.close();
  });
});

test.describe("in full Chromium, where a frame of another site is a process and a target", () => {
  test.skip(fullChromiumPath === undefined, "no full Chromium is installed");
  test.use({
    engineSettings: async ({ dataDir }, use) => {
      const path = join(dataDir, "list.txt");
      writeFileSync(path, "/frame-ad$subdocument\n");
      await use({ adFilterPaths: [path], chromiumPath: fullChromiumPath });
    },
  });

  test("a frame of another site that goes elsewhere by itself is a frame still", async ({ engine }) => {
    const site = await startWebSite((request, response) => {
      const elsewhere = `http://localhost:${request.socket.localPort}`;
      response.setHeader("content-type", "text/html");
      if (request.url === "/") return response.end(`<iframe src="${elsewhere}/frame"></iframe>`);
      response.end(`${request.url} <a href="/next">Next</a> <a href="/frame-ad">Ad</a>`);
    });
    const browserSettings = { blockAds: true, allowedDomains: ["127.0.0.1"] };
    const { connectUrl } = await engine.browserbase.sessions.create({ browserSettings });
    const { browser, page } = await connectPage(connectUrl);
    await page.goto(site.url);
    const frame = page.frameLocator("iframe");
    await frame.getByText("Next").click();
    await expect(frame.getByText("/next")).toBeVisible();
    const blocked = page.waitForEvent("requestfailed");
    await frame.getByText("Ad").click();
    expect((await blocked).url()).toMatch(/\/frame-ad$/);
    await browser.close();
    site.close();
  });
});
