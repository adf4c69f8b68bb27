import { existsSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import Browserbase from "@browserbasehq/sdk";
import { type Browser, chromium, type Page } from "playwright-core";
import { displayPath } from "@/lib/process/display-path";
import { StartupError } from "@/lib/process/startup-error";
import { readEnv } from "@/lib/server/env";
import { say } from "./say";
import { seedProblem } from "./seed-problem";
import { SEED_SESSIONS, type SeedSession } from "./seed-sessions";
import { stopSignal } from "./stop-signal";

/** Well within the ten minutes after which the connection of a silent client is closed. */
const WORK_EVERY_MS = 5_000;

/** Fills the running engine with real sessions. With `--once` it leaves those that live without a client, and ends. */
export async function seed(args: string[]): Promise<number> {
  const signal = stopSignal();
  const isOnce = args.includes("--once");
  const sessions = SEED_SESSIONS.filter(({ client }) => !isOnce || client !== "busy");
  const engine = connectToEngine();
  const busy: Page[] = [];
  for (const [created, session] of sessions.entries()) {
    const answer = await createOrExplain(engine, session, { created, wanted: sessions.length });
    const page = await visit(answer, session);
    if (page) busy.push(page);
  }
  if (isOnce) return 0;
  say(`${busy.length} sessions have a client at work, until Ctrl-C.`);
  // They are all gone when they were released, or the engine was stopped.
  while (!signal.aborted && busy.some((page) => !page.isClosed())) {
    await Promise.all(busy.map(work));
    await sleep(WORK_EVERY_MS, undefined, { signal }).catch(() => undefined);
  }
  await Promise.all(busy.map((page) => page.context().browser()?.close()));
  return 0;
}

type Engine = { client: Browserbase; url: string; keySource: string };

function connectToEngine(): Engine {
  const { upstream } = readEnv();
  if (upstream.kind === "browserbase") {
    throw new StartupError("BROWSERBASE_API_KEY is set: seeding would cost money there; unset it to seed the engine.");
  }
  const { apiKeyFile, url } = upstream;
  const apiKey = upstream.apiKey ?? (existsSync(apiKeyFile) && readFileSync(apiKeyFile, "utf8").trim());
  if (!apiKey) throw new StartupError(`There is no engine key in ${displayPath(apiKeyFile)}; run npm start first.`);
  const client = new Browserbase({ apiKey, baseURL: url, maxRetries: 0 });
  return { client, url, keySource: upstream.apiKey ? "ENGINE_API_KEY" : displayPath(apiKeyFile) };
}

async function createOrExplain(
  { client, ...engine }: Engine,
  { create }: SeedSession,
  progress: { created: number; wanted: number },
): Promise<Browserbase.SessionCreateResponse> {
  try {
    return await client.sessions.create(create);
  } catch (cause) {
    if (!(cause instanceof Browserbase.APIError)) throw cause;
    throw new StartupError(seedProblem(cause, { ...engine, ...progress }), { cause });
  }
}

/** Gives the page of a client that stays. */
async function visit(
  { id, connectUrl }: Browserbase.SessionCreateResponse,
  { create, client }: SeedSession,
): Promise<Page | undefined> {
  const { task } = create.userMetadata;
  say(`${id.slice(0, 8)}  ${task}`);
  if (client === "none") return undefined;
  const browser = await chromium.connectOverCDP(connectUrl);
  const page = await openPage(browser, task);
  if (client === "busy") return page;
  await browser.close();
  return undefined;
}

async function openPage(browser: Browser, title: string): Promise<Page> {
  const context = browser.contexts()[0] ?? (await browser.newContext());
  const page = context.pages()[0] ?? (await context.newPage());
  const html = `<title>${title}</title><body style="font:24px system-ui;margin:48px"><h1>${title}</h1><p id="n">0</p>`;
  await page.goto(`data:text/html,${encodeURIComponent(html)}`);
  return page;
}

/** A session may have been released meanwhile: that is what the console is for. */
async function work(page: Page): Promise<void> {
  if (page.isClosed()) return;
  const text = new Date().toISOString();
  await page.evaluate((now) => document.querySelector("#n")?.replaceChildren(now), text).catch(() => undefined);
}
