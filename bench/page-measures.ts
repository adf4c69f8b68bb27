import type { Page } from "playwright-core";
import { percentile } from "./figure";
import type { Measure } from "./measure";
import { busyShare, observeDuring } from "./page-observer";

const WATCH_MS = 5_000;
const WHEEL_TURNS = 80;
const SCROLL_RUNS = 7;
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

/** The wheel as fast as it turns, down and up again, a few times. */
export async function measureScrolling(page: Page): Promise<Measure[]> {
  const { width, height } = page.viewportSize() ?? { width: 1280, height: 800 };
  await page.mouse.move(width / 2, height * 0.75);
  const longest: number[] = [];
  for (let run = 0; run < SCROLL_RUNS; run += 1) {
    const { frames } = await observeDuring(page, async () => {
      for (let turn = 0; turn < WHEEL_TURNS; turn += 1) await page.mouse.wheel(0, turn < WHEEL_TURNS / 2 ? 300 : -300);
    });
    longest.push(Math.max(...frames));
  }
  await page.evaluate(() => scrollTo(0, 0));
  const name = `longest frame while scrolling, of ${SCROLL_RUNS} runs`;
  return [
    { name: `${name} the median`, value: percentile(longest, 0.5), limit: 50, unit: "ms" },
    { name: `${name} the worst`, value: Math.max(...longest), limit: 50, unit: "ms" },
  ];
}

/** From a letter in the filter until it is painted. */
export async function measureFilter(page: Page): Promise<Measure[]> {
  // Away from the rows, which stand still while they are pointed at.
  await page.mouse.move(1, 1);
  const { interactions } = await observeDuring(page, async () => {
    await page.keyboard.press("/");
    await page.keyboard.type(WORD, { delay: 150 });
  });
  await page.getByRole("searchbox").fill("");
  return [{ name: "filter letter until painted, worst", value: Math.max(0, ...interactions), limit: 100, unit: "ms" }];
}
