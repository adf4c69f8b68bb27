import type { Browser, BrowserContext, Locator, Page } from "@playwright/test";
import type { Cookies } from "./sign-in";

/** What a person finds on the audit page, by role and name. */
export class AuditLogPage {
  constructor(readonly page: Page) {}

  async open(filter: Record<string, string> = {}): Promise<void> {
    await this.page.goto(`/audit?${new URLSearchParams(filter)}`);
  }

  /** The entries that say all of this, newest first. */
  entries(...texts: string[]): Locator {
    const rows = this.page
      .getByRole("table", { name: "Audit log" })
      .getByRole("row")
      .filter({ has: this.page.getByRole("cell") });
    return texts.reduce((found, hasText) => found.filter({ hasText }), rows);
  }

  /** The sessions that the shown entries are about, from top to bottom. */
  sessionIds(): Promise<string[]> {
    const words = "Only what was done to ";
    return this.page
      .getByTitle(words)
      .evaluateAll(
        (buttons, { length }) => buttons.map((button) => button.getAttribute("title")?.slice(length) ?? ""),
        words,
      );
  }
}

/** A browser in which somebody is signed in. */
export function openContext(browser: Browser, baseURL: string, cookies: Cookies): Promise<BrowserContext> {
  return browser.newContext({ baseURL, storageState: { cookies, origins: [] } });
}
