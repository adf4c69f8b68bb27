import AxeBuilder from "@axe-core/playwright";
import Browserbase from "@browserbasehq/sdk";
import { test as base, expect, type Locator, type Page } from "@playwright/test";
import { type Keepwatch, startKeepwatch } from "./keepwatch-process";
import { type Cookies, signIn } from "./sign-in";

type TestFixtures = {
  /** The official SDK, pointed at the engine: the outside world's hand on the sessions. */
  browserbase: Browserbase;
  /** Creates a session by the SDK that is released when the test is over. */
  createSession: (params?: Browserbase.SessionCreateParams) => Promise<Browserbase.SessionCreateResponse>;
  sessionsPage: SessionsPage;
};

/** One console with its engine per worker; each test owns the sessions that it creates. */
export const test = base.extend<TestFixtures, { keepwatch: Keepwatch; adminCookies: Cookies }>({
  keepwatch: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures off this pattern
    async ({}, use) => {
      const keepwatch = await startKeepwatch();
      await use(keepwatch);
      await keepwatch.stop();
    },
    { scope: "worker", timeout: 120_000 },
  ],
  adminCookies: [async ({ keepwatch }, use) => use(await signIn(keepwatch.url)), { scope: "worker" }],
  // Every page starts signed in as the admin; what is about signing in begins with `test.use({ storageState: undefined })`.
  storageState: async ({ adminCookies }, use) => use({ cookies: adminCookies, origins: [] }),
  baseURL: async ({ keepwatch }, use) => use(keepwatch.url),
  browserbase: async ({ keepwatch }, use) => use(sdkFor(keepwatch)),
  createSession: async ({ browserbase }, use) => {
    const created: string[] = [];
    await use(async (params = {}) => {
      const session = await browserbase.sessions.create(params);
      created.push(session.id);
      return session;
    });
    await Promise.all(created.map((id) => browserbase.sessions.update(id, { status: "REQUEST_RELEASE" })));
  },
  sessionsPage: async ({ page }, use) => use(new SessionsPage(page)),
});

export { expect };

export function sdkFor(keepwatch: Keepwatch): Browserbase {
  return new Browserbase({ baseURL: keepwatch.engineUrl, apiKey: keepwatch.engineApiKey() });
}

/** Ends what earlier tests on the same console have left, for one that needs every slot. */
export async function releaseAll(browserbase: Browserbase): Promise<void> {
  const running = () => browserbase.sessions.list({ status: "RUNNING" });
  for (const { id } of await running()) await browserbase.sessions.update(id, { status: "REQUEST_RELEASE" });
  await expect.poll(async () => (await running()).length, { timeout: 20_000 }).toBe(0);
}

/** What a person finds on the sessions page, by role and name. */
export class SessionsPage {
  constructor(readonly page: Page) {}

  async open(query = ""): Promise<void> {
    await this.page.goto(`/${query}`);
  }

  row(id: string): Locator {
    return this.page.getByRole("row", { name: id });
  }

  releaseButton(id: string): Locator {
    return this.row(id).getByRole("button", { name: `Release ${id.slice(0, 8)}`, exact: true });
  }

  /** What is asked before a session is released that is not one's own. */
  question(id: string): Locator {
    return this.row(id).getByRole("group", { name: `Release ${id.slice(0, 8)}?` });
  }

  /** Takes the place of the release as it waits in the open. */
  releaseNowButton(id: string): Locator {
    return this.row(id).getByRole("button", { name: `Release ${id.slice(0, 8)} now` });
  }

  undoButton(id: string): Locator {
    return this.row(id).getByRole("button", { name: `Undo the release of ${id.slice(0, 8)}` });
  }

  selectBox(id: string): Locator {
    return this.row(id).getByRole("checkbox", { name: `Select ${id.slice(0, 8)}` });
  }

  /** When all are in the list: a row that comes while another is selected waits to be let in. */
  async select(ids: readonly string[]): Promise<void> {
    for (const id of ids) await expect(this.row(id)).toBeVisible();
    for (const id of ids) await this.selectBox(id).click();
  }

  /** Ends a session that is nobody's, without waiting for the five seconds. */
  async release(id: string): Promise<void> {
    await this.releaseButton(id).click();
    await this.question(id).getByRole("button", { name: "Release anyway" }).click();
    await this.releaseNowButton(id).click();
  }

  timer(id: string): Locator {
    return this.row(id).getByRole("timer");
  }

  /** The countdown of a row in seconds. */
  async secondsLeft(id: string): Promise<number> {
    const text = (await this.timer(id).textContent()) ?? "";
    return text.split(":").reduce((total, part) => total * 60 + Number(part), 0);
  }
}

/** Fails with the rules that the page as it now stands breaks. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`)).toEqual([]);
}
