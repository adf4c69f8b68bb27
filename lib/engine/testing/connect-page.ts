import { type Browser, chromium, type Page } from "@playwright/test";

/** Connects Playwright to a session, and finds the page it starts with. */
export async function connectPage(connectUrl: string): Promise<{ browser: Browser; page: Page }> {
  const browser = await chromium.connectOverCDP(connectUrl);
  const page = browser.contexts()[0]?.pages()[0];
  if (!page) throw new Error("The session has no page");
  return { browser, page };
}
