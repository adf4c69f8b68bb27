import type { Browser, Page } from "playwright-core";
import type { BenchWorld } from "./bench-world";
import type { Figure } from "./figure";
import { toFigure } from "./measure";
import { measureChurn } from "./page-churn";
import { measureFilter, measureResting, measureScrolling } from "./page-measures";
import { observe } from "./page-observer";
import { measureReleases } from "./page-releases";
import { measureSorting } from "./page-sorting";
import { emptyPageBytes, scriptBytes } from "./page-weight";

const AWAKE_MS = 5_000;
/** The same whatever the size of the project. */
let emptyBytes: Promise<number> | undefined;

/** What the sessions page takes of its browser while nothing changes but time, or by what a person does. */
export async function measureRestingPage(world: BenchWorld, browser: Browser): Promise<Figure[]> {
  const page = await openPage(world, browser);
  const figures = [...(await measureResting(page)).map(toFigure), ...(await measureActs(page, world))];
  await page.context().close();
  return [...figures, ...(await measureScripts(world, browser))];
}

/** The same while some of its sessions change each second; nothing else happens on it for so long. */
export async function measureChangingPage(world: BenchWorld, browser: Browser, churnMs: number): Promise<Figure[]> {
  const page = await openPage(world, browser);
  const figures = [...(await measureChurn(page, churnMs)), ...(await measureActs(page, world))];
  await page.context().close();
  return figures;
}

/** What a person does on the page. */
async function measureActs(page: Page, { simulator }: BenchWorld): Promise<Figure[]> {
  const measures = [...(await measureScrolling(page)), ...(await measureFilter(page)), ...(await measureSorting(page))];
  return [...measures.map(toFigure), ...(await measureReleases(page, simulator.fleet))];
}

async function measureScripts(world: BenchWorld, browser: Browser): Promise<Figure[]> {
  emptyBytes ??= emptyPageBytes();
  const above = await emptyBytes;
  const page = await newPage(world, browser);
  const { atFirst, onceUsed } = await scriptBytes(page, "/");
  await page.context().close();
  const note = "until the page rests, gzip";
  return [
    toFigure({ name: "scripts above an empty page", value: (atFirst - above) / 1000, limit: 100, unit: "kB", note }),
    toFigure({
      name: "scripts that follow",
      value: onceUsed / 1000,
      unit: "kB",
      note: "when the list is first pointed at, and not in the figure above",
    }),
  ];
}

async function newPage({ console: { url }, adminCookies }: BenchWorld, browser: Browser): Promise<Page> {
  const context = await browser.newContext({
    baseURL: url,
    storageState: { cookies: adminCookies, origins: [] },
    viewport: { width: 1280, height: 800 },
  });
  return context.newPage();
}

/** The sessions page once it is awake and has had its first news. */
async function openPage(world: BenchWorld, browser: Browser): Promise<Page> {
  const page = await newPage(world, browser);
  await observe(page);
  await page.goto("/");
  await page.getByRole("row").nth(1).waitFor();
  await page.waitForTimeout(AWAKE_MS);
  return page;
}
