import { expect } from "@playwright/test";
import { Server } from "proxy-chain";
import { connectPage } from "../testing/connect-page";
import { test as base } from "../testing/engine-test";

type Upstream = { url: string; hosts: string[] };

/** A proxy that wants a password, notes what it is asked for, and answers for every host itself. */
const test = base.extend<{ upstream: Upstream }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures that are used from this pattern.
  upstream: async ({}, use) => {
    const hosts: string[] = [];
    const server = new Server({
      host: "127.0.0.1",
      port: 0,
      prepareRequestFunction: ({ hostname, username, password }) => {
        if (username !== "user" || password !== "p@ss") return { requestAuthentication: true };
        hosts.push(hostname);
        return {
          customResponseFunction: () => ({
            statusCode: 200,
            headers: { "content-type": "text/html" },
            body: `<title>By proxy: ${hostname}</title>`,
          }),
        };
      },
    });
    await server.listen();
    await use({ url: `http://127.0.0.1:${server.port}`, hosts });
    await server.close(true);
  },
});

test("an external proxy is used with its password, for the hosts it is for, and `none` goes straight", async ({
  engine,
  upstream,
}) => {
  const { connectUrl } = await engine.browserbase.sessions.create({
    proxies: [
      { type: "none", domainPattern: "^straight\\." },
      { type: "external", server: upstream.url, username: "user", password: "p@ss" },
    ],
  });
  const { browser, page } = await connectPage(connectUrl);
  await page.goto("http://shop.invalid/");
  expect(await page.title()).toBe("By proxy: shop.invalid");
  // Nobody resolves the name, so whatever answers, it is not the proxy.
  await page.goto("http://straight.invalid/").catch(() => undefined);
  expect(await page.title()).not.toContain("By proxy");
  expect(new Set(upstream.hosts)).toEqual(new Set(["shop.invalid"]));
  await browser.close();
});

test("Browserbase's own proxies are accepted, and nothing goes over a proxy", async ({ engine, upstream }) => {
  for (const proxies of [true, [{ type: "browserbase" as const, geolocation: { country: "DE" } }]]) {
    const session = await engine.browserbase.sessions.create({ proxies });
    expect(session).toMatchObject({ status: "RUNNING", proxyBytes: 0 });
  }
  expect(upstream.hosts).toEqual([]);
});

test("a proxy that cannot be is refused by its place in the list", async ({ engine }) => {
  const create = engine.browserbase.sessions.create({ proxies: [{ type: "external", server: "ftp://host" }] });
  await expect(create).rejects.toThrow("400 body/proxies/0/server must be the URL of an HTTP, HTTPS or SOCKS proxy");
});
