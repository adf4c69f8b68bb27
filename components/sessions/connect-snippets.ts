import type { Installation } from "@/lib/api/settings";

export type Snippet = { id: string; label: string; code: string };

/**
 * How to attach to a session from outside. The connect URL is asked for at run time: it is a secret that expires, so
 * code that is copied around must not hold it.
 */
export function connectSnippets(sessionId: string, upstream: Installation["upstream"]): Snippet[] {
  return [
    { id: "node", label: "Node (Playwright)", code: nodeSnippet(sessionId, upstream) },
    { id: "python", label: "Python (Playwright)", code: pythonSnippet(sessionId, upstream) },
    { id: "curl", label: "curl", code: curlSnippet(sessionId, upstream) },
  ];
}

/** The shell line that gives the snippets their key. */
export function apiKeyExport(upstream: Installation["upstream"]): string {
  const value = upstream.apiKeyFile ? `"$(cat '${upstream.apiKeyFile}')"` : "bb_live_…";
  return `export BROWSERBASE_API_KEY=${value}`;
}

function nodeSnippet(sessionId: string, { kind, url }: Installation["upstream"]): string {
  const options = kind === "engine" ? `{ baseURL: "${url}" }` : "";
  return `// connect.mjs, after: npm i @browserbasehq/sdk playwright-core
import Browserbase from "@browserbasehq/sdk";
import { chromium } from "playwright-core";

const bb = new Browserbase(${options});
const session = await bb.sessions.retrieve("${sessionId}");
const browser = await chromium.connectOverCDP(session.connectUrl);
const page = browser.contexts()[0].pages()[0];
console.log(await page.title());
await browser.close(); // disconnects: a keepAlive session stays`;
}

function pythonSnippet(sessionId: string, { kind, url }: Installation["upstream"]): string {
  const options = kind === "engine" ? `base_url="${url}"` : "";
  return `# after: pip install browserbase playwright
from browserbase import Browserbase
from playwright.sync_api import sync_playwright

bb = Browserbase(${options})
session = bb.sessions.retrieve("${sessionId}")
with sync_playwright() as playwright:
    browser = playwright.chromium.connect_over_cdp(session.connect_url)
    page = browser.contexts[0].pages[0]
    print(page.title())`;
}

function curlSnippet(sessionId: string, { url }: Installation["upstream"]): string {
  return `curl -s -H "X-BB-API-Key: $BROWSERBASE_API_KEY" \\
  ${url}/v1/sessions/${sessionId}`;
}
