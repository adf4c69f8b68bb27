import { readdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { PAGES, type PageKey, ROUTES, type RouteKey, ruleOf } from "@/lib/api/routes";
import { isAllowed, type Permission, ROLES, type Role } from "@/lib/domain/permissions";
import { test as base, expect } from "./fixtures";
import { addPerson } from "./people";
import type { Cookies } from "./sign-in";

const VISITOR = "nobody";
type Asker = Role | typeof VISITOR;
const ASKERS: readonly Asker[] = [VISITOR, ...ROLES];

/** One person of each role, signed in; `nobody` has no cookie. */
const test = base.extend<object, { cookiesOf: Record<Asker, Cookies> }>({
  cookiesOf: [
    async ({ keepwatch, adminCookies }, use) => {
      const [viewer, operator, admin] = await Promise.all(
        ROLES.map(async (role) => (await addPerson(keepwatch.url, adminCookies, role)).cookies),
      );
      await use({ viewer: viewer ?? [], operator: operator ?? [], admin: admin ?? [], nobody: [] });
    },
    { scope: "worker" },
  ],
});

test("every route and page of the product is in the table, and the table names no other", () => {
  expect(routesOnDisk().sort()).toEqual(Object.keys(ROUTES).sort());
  expect(pagesOnDisk().sort()).toEqual(Object.keys(PAGES).sort());
});

test("there is no server action, which would be a way in that the table does not know", () => {
  const sources = ["app", "components", "lib"]
    .flatMap((folder) => filesIn(folder))
    .filter((file) => /\.tsx?$/.test(file));
  expect(sources.length).toBeGreaterThan(100);
  expect(sources.filter((file) => /^\s*["']use server["']/m.test(readFileSync(file, "utf8")))).toEqual([]);
});

/** Who asks sends what no route takes, so that the ones who may are told so, and nothing is changed by the test. */
const UNKNOWN_FIELD = "fieldThatNoRouteTakes";

for (const key of keysOf(ROUTES)) {
  const { access } = ruleOf(key);
  test(`${key} answers only who may`, async ({ playwright, keepwatch, cookiesOf }) => {
    const [method = "", path = ""] = key.replaceAll("[id]", "some-id").split(" ");
    for (const asker of ASKERS) {
      const storageState = { cookies: cookiesOf[asker], origins: [] };
      const context = await playwright.request.newContext({ baseURL: keepwatch.url, storageState });
      const isRead = method === "GET";
      const response = await context.fetch(isRead ? `${path}?${UNKNOWN_FIELD}=1` : path, {
        method,
        maxRedirects: 0,
        ...(isRead ? {} : { data: { [UNKNOWN_FIELD]: 1 } }),
      });
      expect(response.status(), asker).toBe(statusFor(access, asker));
      await context.dispose();
    }
  });
}

for (const page of keysOf(PAGES)) {
  const access = PAGES[page];
  test(`the page ${page} shows itself only to who may see it`, async ({ browser, keepwatch, cookiesOf }) => {
    for (const asker of ASKERS) {
      const storageState = { cookies: cookiesOf[asker], origins: [] };
      const context = await browser.newContext({ baseURL: keepwatch.url, storageState });
      const opened = await context.newPage();
      await opened.goto(page);
      const refusal = opened.getByRole("heading", { name: /^This page is for / });
      if (access !== "public" && asker === VISITOR) await expect(opened).toHaveURL(/\/sign-in/);
      else {
        // Whoever is signed in has nothing to do on the sign-in page, and is sent on.
        const shown = page === "/sign-in" && asker !== VISITOR ? "/" : page;
        expect(new URL(opened.url()).pathname, asker).toBe(shown);
        await expect(refusal, asker).toHaveCount(statusFor(access, asker) === 403 ? 1 : 0);
      }
      await context.close();
    }
  });
}

test("a forged cookie is worth nothing, on pages and routes", async ({ browser, keepwatch, adminCookies }) => {
  const forged = adminCookies.map((cookie) => ({ ...cookie, value: cookie.value.replace(/^./, "x") }));
  const invented = adminCookies.map((cookie) => ({ ...cookie, value: "invented.c2lnbmF0dXJl" }));
  for (const cookies of [forged, invented]) {
    const context = await browser.newContext({ baseURL: keepwatch.url, storageState: { cookies, origins: [] } });
    const page = await context.newPage();
    await page.goto("/settings");
    await expect(page).toHaveURL(/\/sign-in/);
    expect((await context.request.get("/api/sessions")).status()).toBe(401);
    await context.close();
  }
});

function statusFor(access: "public" | Permission, asker: Asker): number {
  if (access === "public") return 400;
  if (asker === VISITOR) return 401;
  return isAllowed(asker, access) ? 400 : 403;
}

/** Every method that a file exports, in whatever way. One that is not made by `route`, or by another's name, says so. */
function routesOnDisk(): string[] {
  return filesIn("app")
    .filter((file) => file.endsWith("/route.ts") && !file.includes("[..."))
    .flatMap((file) =>
      readFileSync(file, "utf8")
        .split("\n")
        .filter((line) => /^export\b/.test(line))
        .map((line) => {
          const [, method, name] = /^export const ([A-Z]+) = route\("([^"]+)",/.exec(line) ?? [];
          return name === `${method} ${urlOf(file)}` ? name : `${file}: ${line}`;
        }),
    );
}

function pagesOnDisk(): string[] {
  return filesIn("app")
    .filter((file) => file.endsWith("/page.tsx"))
    .map(urlOf);
}

/** Folders in parentheses are no part of the URL. */
function urlOf(file: string): string {
  return (
    dirname(file)
      .replace(/^app/, "")
      .replaceAll(/\/\([^)]*\)/g, "") || "/"
  );
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath}/${entry.name}`);
}

function keysOf<Key extends RouteKey | PageKey>(table: Readonly<Record<Key, unknown>>): Key[] {
  return Object.keys(table) as Key[];
}
