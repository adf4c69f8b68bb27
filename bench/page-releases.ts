import type { Locator, Page } from "playwright-core";
import { type Figure, percentile } from "./figure";
import type { Fleet } from "./fleet";
import { overMark, toFigure } from "./measure";
import { observeDuring } from "./page-observer";

const RELEASES = 20;
/** Shorter ones are not told. */
const LEAST_TOLD_MS = 16;

/** A click that begins a release: how long until it was painted, and what its row said then. */
type Press = { paintedMs: number; said: string };

/** From the click that begins a release until `Releasing…` is painted. */
export async function measureReleases(page: Page, fleet: Fleet): Promise<Figure[]> {
  const presses: Press[] = [];
  for (let release = 0; release < RELEASES; release += 1) {
    await holdFromTop(page);
    presses.push(await releaseOne(page, await pickLive(page, fleet)));
  }
  const painted = presses.map(({ paintedMs }) => paintedMs);
  const said = presses.filter((press) => press.said.includes("Releasing")).length;
  return [
    toFigure({ name: "Release until painted, p50", value: percentile(painted, 0.5), limit: 100, unit: "ms" }),
    toFigure({ name: "Release until painted, p95", value: percentile(painted, 0.95), limit: 100, unit: "ms" }),
    {
      name: "of these frames, those with Releasing…",
      value: `${said} of ${RELEASES}`,
      comparedTo: `all${overMark(said < RELEASES)}`,
    },
  ];
}

/** As they are now, the rows stand still; those further down would leave the document when the page scrolls. */
async function holdFromTop(page: Page): Promise<void> {
  await page.mouse.move(1, 1);
  await page.evaluate(() => scrollTo(0, 0));
  await page.getByRole("columnheader", { name: "Owner" }).hover();
}

/** It is the answer that begins it, where something is asked before. */
async function releaseOne(page: Page, id: string): Promise<Press> {
  const row = page.getByRole("row", { name: id });
  const asked = await press(page, row.getByRole("button", { name: /^Release \w{8}$/ }));
  const anyway = row.getByRole("button", { name: "Release anyway" });
  const releasing = row.getByText(/^Releasing/).first();
  // Nothing is asked about one that is proven idle.
  await anyway.or(releasing).first().waitFor();
  const answered = (await anyway.isVisible()) ? await press(page, anyway) : asked;
  await releasing.waitFor();
  return answered;
}

async function press(page: Page, button: Locator): Promise<Press> {
  const { interactions, clickedRows } = await observeDuring(page, () => button.click());
  return { paintedMs: Math.max(LEAST_TOLD_MS, ...interactions), said: clickedRows.at(-1) ?? "" };
}

/** The first that can be released, and that nothing else ends meanwhile. */
async function pickLive(page: Page, fleet: Fleet): Promise<string> {
  const offered = page.getByRole("row").filter({ has: page.getByRole("button", { name: /^Release \w{8}$/ }) });
  const ids = await offered.evaluateAll((rows) => rows.flatMap(({ ariaLabel }) => ariaLabel ?? []));
  const id = ids.find((one) => fleet.watch(one));
  if (id === undefined) throw new Error("no row offers to release a session that is live");
  return id;
}
