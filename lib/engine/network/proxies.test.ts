import { createServer, type RequestListener } from "node:http";
import { createServer as createSecureServer } from "node:https";
import { expect } from "@playwright/test";
import { Server } from "proxy-chain";
import { connectPage } from "../testing/connect-page";
import { test as base } from "../testing/engine-test";
import { selfSigned } from "../testing/self-signed";
import { startSocksProxy } from "../testing/socks-proxy";

type Upstream = { url: string; hosts: string[] };

const answer: RequestListener = ({ headers: { host } }, response) => {
  response.setHeader("content-type", "text/html").end(`<title>By proxy: ${host}</title>`);
};

/** A proxy that wants a password, notes what it is asked for, and answers for every host itself. */
const test = base.extend<{ upstream: Upstream }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures that are used from this pattern.
  upstream: async ({}, use) => {
    const hosts: string[] = [];
    const secure = createSecureServer(selfSigned, answer);
    const server = new Server({
      host: "127.0.0.1",
      port: 0,
      prepareRequestFunction: ({ hostname, username, password, isHttp }) => {
        if (username !== "user" || password !== "p@ss") return { requestAuthentication: true };
        hosts.push(hostname);
        if (!isHttp) return { customConnectServer: secure };
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

test("a page over https goes through an HTTP proxy too", async ({ engine, upstream }) => {
  const { connectUrl } = await engine.browserbase.sessions.create({
    browserSettings: { ignoreCertificateErrors: true },
    proxies: [{ type: "external", server: upstream.url, username: "user", password: "p@ss" }],
  });
  const { browser, page } = await connectPage(connectUrl);
  await page.goto("https://shop.invalid/");
  expect(await page.title()).toBe("By proxy: shop.invalid");
  expect(new Set(upstream.hosts)).toEqual(new Set(["shop.invalid"]));
  await browser.close();
});

test("a SOCKS5 proxy is used with its password, and resolves the names itself", async ({ engine }) => {
  const [plain, secure] = [createServer(answer), createSecureServer(selfSigned, answer)];
  const socks = await startSocksProxy((port) => (port === 443 ? secure : plain));
  const { connectUrl } = await engine.browserbase.sessions.create({
    browserSettings: { ignoreCertificateErrors: true },
    proxies: [{ type: "external", server: socks.url, username: "user", password: "p@ss" }],
  });
  const { browser, page } = await connectPage(connectUrl);
  for (const url of ["http://shop.invalid/", "https://bank.invalid/"]) {
    await page.goto(url);
    expect(await page.title()).toBe(`By proxy: ${new URL(url).host}`);
  }
  expect(new Set(socks.hosts)).toEqual(new Set(["shop.invalid", "bank.invalid"]));
  await browser.close();
  socks.close();
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
