import { once } from "node:events";
import { createServer, type IncomingMessage, request } from "node:http";
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import { ADMIN, startKeepwatch } from "./keepwatch-process";

const NO_PAGE = "default-src 'none'; frame-ancestors 'none'";
const PUBLIC_HOST = "keepwatch.example.com";

test("every page, route, file and failure has each header, once", async ({ page }) => {
  const pages = ["/", "/settings", "/nowhere", "/%E0%A4%A"];
  const html = await (await page.request.get("/")).text();
  const others = [
    "/api/health",
    "/api/sessions",
    "/api/nowhere",
    ...filesOf(html).slice(0, 2),
    "/_next/static/nowhere.js",
  ];
  for (const path of [...pages, ...others]) {
    const response = await page.request.get(path);
    const policies = response.headersArray().filter(({ name }) => name.toLowerCase() === "content-security-policy");
    expect(policies, path).toHaveLength(1);
    if (others.includes(path)) expect(policies[0]?.value, path).toBe(NO_PAGE);
    else
      expect(policies[0]?.value, path).toMatch(
        /^default-src 'none'; script-src 'nonce-[\w+/]{22}==' 'strict-dynamic';/,
      );
    expect(response.headers(), path).toMatchObject({
      "x-frame-options": "DENY",
      "x-content-type-options": "nosniff",
      "referrer-policy": "same-origin",
      "permissions-policy": expect.stringMatching(/camera=\(\).*microphone=\(\).*clipboard-write=\(self\)/),
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-resource-policy": "same-origin",
    });
    expect(response.headers(), path).not.toHaveProperty("strict-transport-security");
    expect(response.headers(), path).not.toHaveProperty("x-powered-by");
  }
});

test("each page has a nonce of its own, on every script that it holds", async ({ page }) => {
  const nonces = new Set<string>();
  for (const path of ["/", "/", "/settings"]) {
    // A nonce that the client asks for is not one.
    const response = await page.request.get(path, {
      headers: { "content-security-policy": "script-src 'nonce-evil'" },
    });
    const nonce = /script-src 'nonce-([^']+)'/.exec(response.headers()["content-security-policy"] ?? "")?.[1] ?? "";
    const scripts = (await response.text()).match(/<script[^>]*>/g) ?? [];
    expect(scripts.length).toBeGreaterThan(5);
    expect(scripts.filter((script) => !script.includes(`nonce="${nonce}"`))).toEqual([]);
    nonces.add(nonce);
  }
  expect(nonces.size).toBe(3);
});

test("a person uses the console, and the policy has nothing to object to", async ({ page, sessionsPage }) => {
  const objections = watchForObjections(page);
  await sessionsPage.open();
  await page.getByRole("button", { name: "New session" }).click();
  await expect(page.getByRole("dialog", { name: "New session" })).toBeVisible();
  // The style element of the dialog is in force: the page behind it does not scroll.
  await expect(page.locator("body")).toHaveCSS("overflow", "hidden");
  await page.keyboard.press("Escape");
  await page.getByRole("link", { name: "Settings" }).click();
  await page.getByRole("radio", { name: "Dark" }).check();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  // Moving within the console keeps the document, and with it the policy of its first answer.
  await page.getByRole("link", { name: "Sessions" }).first().click();
  await page.getByRole("button", { name: "New session" }).click();
  await expect(page.locator("body")).toHaveCSS("overflow", "hidden");
  await page.goto("/nowhere");
  await expect(page.getByRole("heading", { name: "There is no such page" })).toBeVisible();
  await expect.poll(() => page.evaluate(() => [...document.fonts].map(({ status }) => status))).toContain("loaded");
  expect(objections).toEqual([]);
});

test("a script that gets into a page does not run", async ({ page }) => {
  const objections = watchForObjections(page);
  await page.route("/settings", async (route) => {
    const response = await route.fetch();
    const injected = `<script>window.ran = "element"</script><img src="/nowhere" onerror="window.ran = 'attribute'">`;
    await route.fulfill({ response, body: (await response.text()).replace("<body>", `<body>${injected}`) });
  });
  await page.goto("/settings");
  await expect.poll(() => objections.length).toBeGreaterThanOrEqual(2);
  expect(await page.evaluate(() => Reflect.get(window, "ran"))).toBeUndefined();
});

test("another page cannot show the console in a frame", async ({ page, keepwatch }) => {
  const other = createServer((_, res) => {
    res.setHeader("content-type", "text/html").end(`<iframe src="${keepwatch.url}/"></iframe>`);
  }).listen(0, "127.0.0.1");
  await once(other, "listening");
  const address = other.address();
  if (address === null || typeof address === "string") throw new Error("a TCP server has a port");
  const failed = page.waitForEvent("requestfailed");
  await page.goto(`http://127.0.0.1:${address.port}/`);
  expect((await failed).failure()?.errorText).toBe("net::ERR_BLOCKED_BY_RESPONSE");
  other.close();
});

test("behind TLS the console says that there is TLS, and answers under its own name", async () => {
  const keepwatch = await startKeepwatch({
    HOST: "0.0.0.0",
    KEEPWATCH_URL: `https://${PUBLIC_HOST}`,
    KEEPWATCH_TRUSTED_PROXIES: "loopback",
  });
  try {
    const own = await throughProxy(keepwatch.url, PUBLIC_HOST);
    expect(own.statusCode).toBe(200);
    expect(own.headers["strict-transport-security"]).toBe("max-age=31536000");
    expect(own.headers["content-security-policy"]).toContain("upgrade-insecure-requests");
    expect((await throughProxy(keepwatch.url, "evil.example")).statusCode).toBe(403);
    // Nobody ends TLS in front of a loopback name.
    const local = await throughProxy(keepwatch.url, "127.0.0.1");
    expect(local.headers["content-security-policy"]).not.toContain("upgrade-insecure-requests");

    const signedIn = await fetch(`${keepwatch.url}/api/account/sign-in`, {
      method: "POST",
      headers: { "content-type": "application/json", origin: keepwatch.url, "x-forwarded-for": "203.0.113.1" },
      body: JSON.stringify(ADMIN),
    });
    const [cookie = ""] = signedIn.headers.getSetCookie();
    expect(cookie).toMatch(/^__Host-keepwatch-\d+\.session_token=/);
    for (const attribute of ["Secure", "HttpOnly", "SameSite=Lax", "Path=/"]) expect(cookie).toContain(attribute);
    expect(cookie).not.toMatch(/domain/i);
  } finally {
    await keepwatch.stop();
  }
});

/** What the browser reports, from now on and on every page. */
function watchForObjections(page: Page): string[] {
  const objections: string[] = [];
  page.on("console", (message) => {
    if (message.text().includes("Content Security Policy")) objections.push(message.text());
  });
  return objections;
}

function filesOf(html: string): string[] {
  return [...html.matchAll(/"(\/_next\/static\/[^"]+\.(?:js|css))"/g)].flatMap(([, path]) => path ?? []);
}

/** As a proxy asks that ends TLS and passes on the Host. */
async function throughProxy(url: string, host: string): Promise<IncomingMessage> {
  const headers = { host, "x-forwarded-for": "203.0.113.1", "x-forwarded-proto": "https" };
  const [response]: IncomingMessage[] = await once(request(`${url}/sign-in`, { headers }).end(), "response");
  if (!response) throw new Error("a request that is answered has a response");
  response.resume();
  return response;
}
