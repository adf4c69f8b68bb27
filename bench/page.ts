import { chromium } from "playwright-core";
import { startKeepwatch } from "@/e2e/keepwatch-process";
import { signIn } from "@/e2e/sign-in";
import { findBrowser } from "@/lib/cli/find-browser";
import { thisMachine } from "@/lib/cli/this-machine";
import { startFleetSimulator } from "./fleet-simulator";
import { measurePage } from "./measure-page";

/* How long after a change of upstream a page shows it: `npx tsx bench/page.ts [sessions] [changes]`, after a build. */

const [sessions = 100, changes = 40] = process.argv.slice(2).map(Number);

const upstream = await startFleetSimulator({ sessions, changesPerSecond: 0 });
const keepwatch = await startKeepwatch({
  BROWSERBASE_API_KEY: upstream.apiKey,
  BROWSERBASE_PROJECT_ID: upstream.projectId,
  BROWSERBASE_BASE_URL: upstream.url,
});
const browser = await chromium.launch({ executablePath: findBrowser(thisMachine()), args: ["--no-sandbox"] });
try {
  const context = await browser.newContext({
    storageState: { cookies: await signIn(keepwatch.url), origins: [] },
  });
  const page = await context.newPage();
  await page.goto(`${keepwatch.url}/?q=bench-page`);
  await page.getByRole("banner").getByText("Live").waitFor();
  const figures = await measurePage({ page, changes, change: () => startSession(upstream.url) });
  process.stdout.write(`${JSON.stringify({ sessions, ...figures })}\n`);
} finally {
  await browser.close();
  await keepwatch.stop();
  await upstream.stop();
}

async function startSession(url: string): Promise<{ id: string; at: number }> {
  const body = JSON.stringify({ keepAlive: true, userMetadata: { by: "bench-page" } });
  const answer = await fetch(`${url}/v1/sessions`, { method: "POST", body });
  const at = Date.now();
  const { id }: { id: string } = await answer.json();
  return { id, at };
}
