import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Locator, Page } from "@playwright/test";
import type { Me } from "@/lib/api/account";
import {
  type AccountClaims,
  OPENID_CLIENT,
  type OpenidProvider,
  startOpenidProvider,
} from "@/lib/testing/openid-provider";
import { test as base, expect, expectAccessible } from "./fixtures";
import { freePort } from "./free-port";
import { ADMIN, type Keepwatch, startKeepwatch } from "./keepwatch-process";
import { addPerson } from "./people";

const NAME = "Team sign-on";
const CALLBACK = "/api/auth/callback/oidc";

/** The first page of a console that has just started. */
const FIRST_PAGE = { timeout: 30_000 };

type Client = Pick<OpenidProvider, "issuer" | "clientId" | "clientSecret">;
type TestFixtures = {
  /** Starts a console of the test's own, which is stopped after it. */
  startConsole: (port: number, client: Client, env?: Record<string, string>) => Promise<Keepwatch>;
};
type WorkerFixtures = { provider: OpenidProvider; ports: { console: number; provider: number } };

/** A console and the provider that it knows. The provider tells claims where the standard wants them, at userinfo. */
const test = base.extend<TestFixtures, WorkerFixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures off this pattern
  ports: [async ({}, use) => use({ console: await freePort(), provider: await freePort() }), { scope: "worker" }],
  provider: [
    async ({ ports }, use) => {
      const provider = await startOpenidProvider({ port: ports.provider, redirectUri: redirectUri(ports.console) });
      await use(provider);
      await provider.stop();
    },
    { scope: "worker" },
  ],
  keepwatch: [
    async ({ ports, provider }, use) => {
      const keepwatch = await startKeepwatch({ PORT: String(ports.console), ...oidcEnv(provider) });
      await use(keepwatch);
      await keepwatch.stop();
    },
    { scope: "worker", timeout: 120_000 },
  ],
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures off this pattern
  startConsole: async ({}, use) => {
    const started: Keepwatch[] = [];
    await use(async (port, client, env = {}) => {
      const keepwatch = await startKeepwatch({ PORT: String(port), ...oidcEnv(client), ...env });
      started.push(keepwatch);
      return keepwatch;
    });
    await Promise.all(started.map((keepwatch) => keepwatch.stop()));
  },
});

test.use({ storageState: { cookies: [], origins: [] } });

test("whoever comes by the provider keeps the role that it gives, and the list of people says so", async ({
  page,
  browser,
  keepwatch,
  adminCookies,
  provider,
}) => {
  const { account, email } = newAccount(provider, { keepwatch_role: "operator" });
  await page.goto("/sign-in");
  await signInBy(page, account);
  await expect(page).toHaveURL("/");
  const { id }: Me = await (await page.request.get("/api/account")).json();
  const admin = await browser.newContext({
    baseURL: keepwatch.url,
    storageState: { cookies: adminCookies, origins: [] },
  });
  const people = await admin.newPage();
  await people.goto("/settings/people");
  const why = `${NAME} gives this role at each sign-in. Change it there.`;
  await expect(people.getByRole("row", { name: email })).toContainText(NAME);
  await expect(people.getByRole("combobox", { name: `Role of ${email}` })).toHaveAccessibleDescription(why);
  await expect(people.getByRole("button", { name: `New password link for ${email}` })).toHaveAccessibleDescription(
    `${email} signs in by ${NAME}, and a password would not count.`,
  );
  const refused = await admin.request.put(`/api/people/${id}/role`, { data: { role: "admin" } });
  expect(refused.status()).toBe(409);
  expect(await refused.json()).toMatchObject({ message: why });
  expect((await admin.request.post(`/api/people/${id}/password-link`, { data: {} })).status()).toBe(409);
  await admin.close();
});

test("whoever the provider makes an operator comes in, and goes where they wanted to", async ({ page, provider }) => {
  const { account, email } = newAccount(provider, { keepwatch_role: "operator" });
  await page.goto("/sign-in?to=%2Fsettings");
  await expectAccessible(page);
  await signInBy(page, account);
  await expect(page).toHaveURL("/settings");
  expect(await whoIs(page)).toEqual({ email, role: "operator", hasPassword: false });
});

test("a role that the provider changed counts at the next sign-in, in every browser", async ({
  page,
  browser,
  provider,
}) => {
  const { account, email } = newAccount(provider, { keepwatch_role: ["operator", "viewer"] });
  await page.goto("/sign-in");
  await signInBy(page, account);
  await expect(page).toHaveURL("/");
  provider.accounts.set(account, { email, keepwatch_role: "viewer" });
  const other = await openElsewhere(browser, page);
  await signInBy(other, account);
  await expect(other).toHaveURL("/");
  expect(await whoIs(other)).toMatchObject({ email, role: "viewer" });
  expect(await whoIs(page)).toMatchObject({ email, role: "viewer" });
  await other.context().close();
});

test("whoever has no role is told so and stays outside; who lost it is outside everywhere", async ({
  page,
  browser,
  provider,
}) => {
  const { account, email } = newAccount(provider, { keepwatch_role: "admin" });
  await page.goto("/sign-in");
  await signInBy(page, account);
  await expect(page).toHaveURL("/");
  provider.accounts.set(account, { email });
  const other = await openElsewhere(browser, page);
  await signInBy(other, account);
  await expect(refusal(other)).toHaveText(
    `${NAME} gives you no role in Keepwatch. Ask whoever manages your account there.`,
  );
  for (const outside of [page, other]) expect((await outside.request.get("/api/account")).status()).toBe(401);
  await other.context().close();
});

test("an address that the provider has not verified opens nobody's account", async ({ page, provider }) => {
  const { account } = newAccount(provider, { email: ADMIN.email, email_verified: false, keepwatch_role: "admin" });
  await page.goto("/sign-in");
  await signInBy(page, account);
  await expect(refusal(page)).toContainText("has not verified that your email address is yours");
  await signInByPassword(page, ADMIN);
  await expect(page).toHaveURL("/");
});

test("a verified address is linked, and from then on its password counts no more", async ({
  page,
  provider,
  keepwatch,
  adminCookies,
}) => {
  const person = await addPerson(keepwatch.url, adminCookies, "viewer");
  const { account } = newAccount(provider, { email: person.email, email_verified: true, keepwatch_role: "operator" });
  await page.goto("/sign-in");
  await signInBy(page, account);
  await expect(page).toHaveURL("/");
  expect(await whoIs(page)).toEqual({ email: person.email, role: "operator", hasPassword: true });
  await page.context().clearCookies();
  await page.goto("/sign-in");
  await signInByPassword(page, person);
  await expect(page.getByText(`Passwords do not count here: sign in by ${NAME}.`)).toBeVisible();
});

test("whoever is deactivated here stays outside, whatever the provider says", async ({
  page,
  provider,
  keepwatch,
  adminCookies,
  playwright,
}) => {
  const { account, email } = newAccount(provider, { keepwatch_role: "admin" });
  await page.goto("/sign-in");
  await signInBy(page, account);
  await expect(page).toHaveURL("/");
  const { id }: Me = await (await page.request.get("/api/account")).json();
  const admin = await playwright.request.newContext({
    baseURL: keepwatch.url,
    storageState: { cookies: adminCookies, origins: [] },
  });
  expect((await admin.post(`/api/people/${id}/deactivate`, { data: {} })).status(), email).toBe(200);
  await admin.dispose();
  await page.context().clearCookies();
  await page.goto("/sign-in");
  await signInBy(page, account);
  await expect(refusal(page)).toHaveText("This account is deactivated. An admin can switch it on again.");
  expect((await page.request.get("/api/account")).status()).toBe(401);
});

test("an answer of the provider counts once, and in no other browser", async ({ page, browser, provider }) => {
  const { account } = newAccount(provider, { keepwatch_role: "admin" });
  await page.goto("/sign-in");
  const stopped = page.waitForRequest((request) => request.url().includes(CALLBACK));
  await page.route(`**${CALLBACK}*`, (route) => route.abort());
  await signInBy(page, account);
  const answer = (await stopped).url();
  await page.unroute(`**${CALLBACK}*`);

  const other = await openElsewhere(browser, page);
  await other.goto(answer);
  await expect(refusal(other)).toContainText("begun in another browser");
  expect((await other.request.get("/api/account")).status()).toBe(401);
  await other.context().close();

  await page.goto(answer);
  await expect(page).toHaveURL("/");
  await page.context().clearCookies();
  await page.goto(answer);
  await expect(refusal(page)).toContainText("was used before");
  expect((await page.request.get("/api/account")).status()).toBe(401);
});

test("whoever turns back at the provider is told that nothing happened", async ({ page }) => {
  await page.goto("/sign-in?to=%2Fsettings");
  await page.getByRole("button", { name: NAME }).click();
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect(refusal(page)).toHaveText(`${NAME} was left without signing in.`);
  await expect(page).toHaveURL(/to=%2Fsettings/);
});

test("nothing else of better-auth answers", async ({ page, keepwatch }) => {
  const { request } = page;
  const closed = [
    "/api/auth/ok",
    "/api/auth/get-session",
    "/api/auth/sign-in/social",
    "/api/auth/sign-in/email",
    "/api/auth/sign-up/email",
    "/api/auth/link-social",
    "/api/auth/error",
    "/api/auth/callback/other?state=x&code=x",
    "/api/auth/callback/oidc/more?state=x&code=x",
    "/api/auth/sign-in-person",
  ];
  for (const path of closed) {
    expect((await request.get(path)).status(), path).toBe(404);
    const data = { provider: "oidc", email: ADMIN.email, password: ADMIN.password, personId: "x" };
    expect((await request.post(path, { data })).status(), path).toBe(404);
  }
  expect((await request.post(`${keepwatch.url}${CALLBACK}`, { data: { state: "x", code: "x" } })).status()).toBe(405);
});

test("nobody is sent on to another site", async ({ page, provider }) => {
  const { account } = newAccount(provider, { keepwatch_role: "viewer" });
  expect((await page.request.post("/api/account/oidc", { data: { to: "//evil.test/" } })).status()).toBe(400);
  await page.goto("/sign-in?to=//evil.test/");
  await signInBy(page, account);
  await expect(page).toHaveURL("/");
});

test("with a provider that is down the console starts, says so, takes passwords, and finds it once it is back", async ({
  browser,
  startConsole,
}) => {
  test.setTimeout(180_000);
  const ports = { console: await freePort(), provider: await freePort() };
  const keepwatch = await startConsole(ports.console, {
    issuer: `http://localhost:${ports.provider}`,
    ...OPENID_CLIENT,
  });
  const page = await open(browser, keepwatch);
  const down = `${NAME} does not answer at the moment. Try again in a minute.`;
  await expect(refusal(page)).toHaveText(down);
  await page.getByRole("button", { name: NAME }).click();
  await expect(page.getByRole("button", { name: NAME })).toBeEnabled();
  await expect(refusal(page)).toHaveText(down);
  await signInByPassword(page, ADMIN);
  await expect(page).toHaveURL("/", FIRST_PAGE);

  const provider = await startOpenidProvider({ port: ports.provider, redirectUri: redirectUri(ports.console) });
  const { account, email } = newAccount(provider, { keepwatch_role: "viewer" });
  await page.context().clearCookies();
  await page.goto("/sign-in");
  await signInBy(page, account);
  await expect(page).toHaveURL("/", FIRST_PAGE);
  expect(await whoIs(page)).toMatchObject({ email });
  const log = readFileSync(join(keepwatch.dataFolder, "web.log"), "utf8");
  expect(log).toContain("the OpenID provider does not answer");
  expect(log).not.toContain(OPENID_CLIENT.clientSecret);
  await page.context().close();
  await provider.stop();
});

test("with passwords switched off the provider is the only way in", async ({ browser, startConsole }) => {
  test.setTimeout(180_000);
  const ports = { console: await freePort(), provider: await freePort() };
  const provider = await startOpenidProvider({ port: ports.provider, redirectUri: redirectUri(ports.console) });
  const keepwatch = await startConsole(ports.console, provider, { KEEPWATCH_PASSWORD_SIGN_IN: "off" });
  const page = await open(browser, keepwatch);
  await expect(page.getByRole("button", { name: NAME })).toBeVisible();
  await expect(page.getByLabel("Password")).toHaveCount(0);
  const refused = await page.request.post("/api/account/sign-in", { data: ADMIN });
  expect(refused.status()).toBe(403);
  expect(await refused.json()).toMatchObject({ message: `Passwords do not count here: sign in by ${NAME}.` });
  await signInBy(page, newAccount(provider, { keepwatch_role: "viewer" }).account);
  await expect(page).toHaveURL("/", FIRST_PAGE);
  await page.context().close();
  await provider.stop();
});

function oidcEnv({ issuer, clientId, clientSecret }: Client): Record<string, string> {
  return {
    KEEPWATCH_OIDC_ISSUER: issuer,
    KEEPWATCH_OIDC_CLIENT_ID: clientId,
    KEEPWATCH_OIDC_CLIENT_SECRET: clientSecret,
    KEEPWATCH_OIDC_NAME: NAME,
  };
}

function redirectUri(port: number): string {
  return `http://127.0.0.1:${port}${CALLBACK}`;
}

function newAccount(provider: OpenidProvider, claims: AccountClaims): { account: string; email: string } {
  const account = randomUUID();
  const email = claims.email ?? `${account}@team.test`;
  provider.accounts.set(account, { email, ...claims });
  return { account, email };
}

/** What the sign-in page says about the last try. */
function refusal(page: Page): Locator {
  return page.getByRole("region", { name: NAME }).getByRole("alert");
}

/** From the sign-in page, over the provider's own. */
async function signInBy(page: Page, account: string): Promise<void> {
  await page.getByRole("button", { name: NAME }).click();
  await page.getByLabel("Account").fill(account);
  await page.getByRole("button", { name: "Continue" }).click();
}

async function signInByPassword(page: Page, { email, password }: { email: string; password: string }): Promise<void> {
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

async function whoIs(page: Page): Promise<Omit<Me, "id">> {
  const { id: _, ...me }: Me = await (await page.request.get("/api/account")).json();
  return me;
}

/** The sign-in page in a browser that knows nothing. */
async function openElsewhere(browser: Browser, page: Page): Promise<Page> {
  return open(browser, { url: new URL(page.url()).origin });
}

async function open(browser: Browser, { url }: Pick<Keepwatch, "url">): Promise<Page> {
  const context = await browser.newContext({ baseURL: url, storageState: { cookies: [], origins: [] } });
  const page = await context.newPage();
  await page.goto("/sign-in");
  return page;
}
