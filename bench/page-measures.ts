import type { Page } from "playwright-core";
import type { Measure } from "./measure";
import { busyShare, observeDuring } from "./page-observer";

const WATCH_MS = 5_000;
const WHEEL_TURNS = 80;
const RELEASES = 20;
const WORD = "margaret";

/** What the page takes of its browser while nothing comes, goes or changes but time. */
export async function measureResting(page: Page): Promise<Measure[]> {
  await page.mouse.move(1, 1);
  const busy = await busyShare(page, WATCH_MS);
  return [
    { name: "row elements", value: await page.getByRole("row").count(), limit: 100, unit: "" },
    { name: "busy while counting down", value: busy * 100, limit: 10, unit: "%" },
  ];
}

/** The wheel as fast as it turns, down and up again. */
export async function measureScrolling(page: Page): Promise<Measure[]> {
  const { width, height } = page.viewportSize() ?? { width: 1280, height: 800 };
  await page.mouse.move(width / 2, height * 0.75);
  const { frames } = await observeDuring(page, async () => {
    for (let turn = 0; turn < WHEEL_TURNS; turn += 1) await page.mouse.wheel(0, turn < WHEEL_TURNS / 2 ? 300 : -300);
  });
  await page.evaluate(() => scrollTo(0, 0));
  return [{ name: "longest frame while scrolling", value: Math.max(...frames), limit: 50, unit: "ms" }];
}

/** From a letter in the filter until it is painted. */
export async function measureFilter(page: Page): Promise<Measure[]> {
  const { interactions } = await observeDuring(page, async () => {
    await page.keyboard.press("/");
    await page.keyboard.type(WORD, { delay: 150 });
  });
  await page.getByRole("searchbox").fill("");
  return [{ name: "filter letter until painted, worst", value: Math.max(0, ...interactions), limit: 100, unit: "ms" }];
}

/** From a press of Release, and of its answer, until what it did is painted. The answer says so at once. */
export async function measureReleases(page: Page): Promise<Measure[]> {
  const { interactions } = await observeDuring(page, async () => {
    for (let release = 0; release < RELEASES; release += 1) {
      // By its name, since the first button may be another's by the time that it is pressed.
      const first = page
        .getByRole("row")
        .getByRole("button", { name: /^Release \w{8}$/ })
        .first();
      const name = (await first.getAttribute("aria-label")) ?? "";
      await page.getByRole("button", { name, exact: true }).click();
      const row = page.getByRole("row", { name: name.replace("Release ", "") });
      const anyway = row.getByRole("button", { name: "Release anyway" });
      const said = row.getByText(/^(Releasing.*|COMPLETED)$/).first();
      // Nothing is asked about one that is proven idle.
      await anyway.or(said).first().waitFor();
      if (await anyway.isVisible()) await anyway.click();
      await said.waitFor();
    }
  });
  // What took less than a frame is not told.
  const painted = interactions.sort((a, b) => a - b);
  return [
    { name: "Release until painted, p50", value: percentile(painted, 0.5), limit: 100, unit: "ms" },
    { name: "Release until painted, p95", value: percentile(painted, 0.95), limit: 100, unit: "ms" },
  ];
}

function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
