import { expect, test as unit } from "@playwright/test";
import { connectPage } from "../testing/connect-page";
import { test } from "../testing/engine-test";
import { startWebSite } from "../testing/web-site";
import { allowsDomains, toDomain } from "./allowed-domains";

const CASES = [
  ["https://example.com/path", true],
  ["https://shop.example.com", true],
  ["https://a.b.example.com:8443", true],
  ["https://docs.example.org", true],
  ["https://example.com./path", true],
  ["https://bücher.de", true],
  ["https://example.org", false],
  ["https://notexample.com", false],
  ["https://example.com.evil.test", false],
  ["https://evil.test/?https://example.com", false],
  ["https://example.com@evil.test", false],
  ["file:///etc/passwd", false],
  ["http://xn--a.example.com/", false],
] as const;

unit("a domain allows itself and its subdomains, in any spelling, and what is no main-frame navigation", () => {
  const allows = allowsDomains(["Example.com", "*.docs.example.org", "bücher.de."].map(toDomain));
  for (const [url, isAllowed] of CASES) {
    expect([url, allows({ url, resourceType: "Document", isMainNavigation: true, sourceUrl: "" })]).toEqual([
      url,
      isAllowed,
    ]);
    expect(allows({ url, resourceType: "Document", isMainNavigation: false, sourceUrl: "" })).toBe(true);
  }
});

for (const text of ["", "*.", "https://example.com", "example.com:8080", "a b"]) {
  unit(`"${text}" is no domain`, () => {
    expect(() => toDomain(text, 1)).toThrow("body/browserSettings/allowedDomains/1 must be a domain");
  });
}

test("with allowedDomains a page goes to no other domain, whatever takes it there", async ({ engine }) => {
  const other = await startWebSite((_request, response) =>
    response.setHeader("content-type", "text/html").end("other"),
  );
  const foreign = other.url.replace("127.0.0.1", "localhost");
  const site = await startWebSite((request, response) => {
    if (request.url === "/redirect") return response.writeHead(302, { location: foreign }).end();
    response.setHeader("content-type", "text/html");
    response.end(`<title>Home</title><iframe src="${foreign}"></iframe><a href="${foreign}" target="_blank">Away</a>`);
  });
  const { connectUrl } = await engine.browserbase.sessions.create({
    browserSettings: { allowedDomains: ["127.0.0.1"] },
  });
  const { browser, page } = await connectPage(connectUrl);
  await page.goto(site.url);
  expect(await page.title()).toBe("Home");
  await expect(page.frameLocator("iframe").getByText("other")).toBeVisible();

  for (const url of [foreign, `${site.url}/redirect`, "file:///etc/hostname"]) {
    await expect(page.goto(url)).rejects.toThrow("net::ERR_BLOCKED_BY_CLIENT");
    await page.waitForURL("chrome-error://chromewebdata/");
    // From home again, since the error page of the next one would already be "there" while it is still on its way.
    await page.goto(site.url);
  }
  const [popup] = await Promise.all([page.waitForEvent("popup"), page.getByText("Away").click()]);
  await expect.poll(() => popup.url()).toContain("chrome-error:");

  const fresh = await browser.newContext();
  const elsewhere = await fresh.newPage();
  await elsewhere.goto(site.url);
  expect(await elsewhere.title()).toBe("Home");
  await expect(elsewhere.goto(foreign)).rejects.toThrow("net::ERR_BLOCKED_BY_CLIENT");
  await browser.close();
  site.close();
  other.close();
});

for (const url of ["http://xn--a/", "http://xn--a.example/", "file://xn--a/x"]) {
  test(`${url}, which Chromium takes for a URL and Node does not, is in no domain and ends nothing`, async ({
    engine,
  }) => {
    expect(URL.canParse(url)).toBe(false);
    const site = await startWebSite((_request, response) => response.end("home"));
    const { id, connectUrl } = await engine.browserbase.sessions.create({
      browserSettings: { allowedDomains: ["127.0.0.1"] },
    });
    const { browser, page } = await connectPage(connectUrl);
    const cdp = await page.context().newCDPSession(page);
    expect(await cdp.send("Page.navigate", { url })).toMatchObject({ errorText: "net::ERR_BLOCKED_BY_CLIENT" });
    await page.waitForURL("chrome-error://chromewebdata/");
    await page.goto(site.url);
    await expect(page.getByText("home")).toBeVisible();
    expect((await engine.browserbase.sessions.retrieve(id)).status).toBe("RUNNING");
    await browser.close();
    site.close();
  });
}

test("a client's own interception works beside it", async ({ engine }) => {
  const { connectUrl } = await engine.browserbase.sessions.create({
    browserSettings: { allowedDomains: ["shop.example"] },
  });
  const { browser, page } = await connectPage(connectUrl);
  await page.route("https://shop.example/", (route) =>
    route.fulfill({ contentType: "text/html", body: "<title>Mocked</title>" }),
  );
  await page.route("https://evil.example/", (route) => route.continue());
  await page.goto("https://shop.example/");
  expect(await page.title()).toBe("Mocked");
  await expect(page.goto("https://evil.example/")).rejects.toThrow("net::ERR_BLOCKED_BY_CLIENT");
  await browser.close();
});
