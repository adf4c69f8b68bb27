import { parseArgs } from "node:util";
import { type Browser, chromium, type Page } from "playwright-core";
import { buildConsoleWhenStale } from "@/lib/cli/build-console";
import { findBrowser } from "@/lib/cli/find-browser";
import { thisMachine } from "@/lib/cli/this-machine";
import { type ConsoleOnFleet, startConsoleOnFleet } from "./console-on-fleet";
import {
  type Measure,
  measureChurn,
  measureFilter,
  measureReleases,
  measureResting,
  measureScrolling,
} from "./page-measures";
import { observe } from "./page-observer";
import { emptyPageBytes, scriptBytes } from "./page-weight";

/*
 * What the sessions page takes of a real Chromium at each size of a project, beside what it may take.
 *
 *   npm run bench:page -- [--sizes 100,1000,10000] [--minutes 10]
 *
 * `--minutes` is how long the heap is watched while one in a hundred sessions changes each second; ten seconds when it
 * is left out. CHROMIUM_PATH says which browser. Other work on the machine goes into every figure.
 */

const { values } = parseArgs({ options: { sizes: { type: "string" }, minutes: { type: "string" } } });
const sizes = (values.sizes ?? "100,1000,10000").split(",").map(Number);
const churnMs = values.minutes === undefined ? 10_000 : Number(values.minutes) * 60_000;

await buildConsoleWhenStale(new AbortController().signal);
const browser = await chromium.launch({
  executablePath: findBrowser(thisMachine()),
  args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
});
try {
  let emptyBytes: number | undefined;
  for (const size of sizes) {
    say(`\n${size} sessions`);
    await withConsole(size, 0, async (running) => {
      const page = await openPage(browser, running);
      const acts = [measureResting, measureScrolling, measureFilter, measureReleases];
      for (const act of acts) report(await act(page));
      if (emptyBytes !== undefined) return;
      emptyBytes = await emptyPageBytes();
      const bytes = await scriptBytes(await newPage(browser, running), "/");
      report([{ name: "scripts above an empty page", value: (bytes - emptyBytes) / 1000, limit: 100, unit: "kB" }]);
    });
    await withConsole(size, Math.ceil(size / 100), async (running) => {
      report(await measureChurn(await openPage(browser, running), churnMs));
    });
  }
} finally {
  await browser.close();
}

async function withConsole(
  size: number,
  changesPerSecond: number,
  act: (running: ConsoleOnFleet) => Promise<void>,
): Promise<void> {
  const running = await startConsoleOnFleet(size, changesPerSecond);
  try {
    await act(running);
  } finally {
    await running.stop();
  }
}

async function newPage(browser: Browser, { url, cookies }: ConsoleOnFleet): Promise<Page> {
  const context = await browser.newContext({
    baseURL: url,
    storageState: { cookies, origins: [] },
    viewport: { width: 1280, height: 800 },
  });
  return context.newPage();
}

/** The sessions page once it is awake and has had its first news. */
async function openPage(browser: Browser, running: ConsoleOnFleet): Promise<Page> {
  const page = await newPage(browser, running);
  await observe(page);
  await page.goto("/");
  await page.getByRole("row").nth(1).waitFor();
  await page.waitForTimeout(5_000);
  return page;
}

function report(measures: readonly Measure[]): void {
  for (const { name, value, limit, unit } of measures) {
    const verdict = value <= limit ? "" : "  ← over";
    say(`  ${name.padEnd(40)} ${value.toFixed(1).padStart(8)} ${unit.padEnd(2)}  of ${limit} ${unit}${verdict}`);
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
