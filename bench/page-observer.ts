import type { Locator, Page } from "playwright-core";

/** What a page saw of itself, in milliseconds. */
type Observed = {
  /** The time from one frame to the next. */
  frames: number[];
  /** From each event until what it did was painted, by the Event Timing API, which tells of none below 16 ms. */
  timings: { interactionId: number; duration: number }[];
  /** What the row said in which somebody clicked, in the frame that followed. */
  clickedRows: string[];
};

/** The events of one press of a key or a button belong together, and the longest of them is how long it took. */
type Observation = Pick<Observed, "frames" | "clickedRows"> & { interactions: number[] };

declare global {
  var observed: Observed;
  var paintedAfterClick: (selector: string) => Promise<number>;
}

/** For a page that is opened afterwards. */
export async function observe(page: Page): Promise<void> {
  await page.addInitScript({ path: "bench/observe-page.js" });
}

/** What was observed while `act` went on, frames and all. */
export async function observeDuring(page: Page, act: () => Promise<void>): Promise<Observation> {
  await page.evaluate(() => {
    globalThis.observed = { frames: [], timings: [], clickedRows: [] };
  });
  await act();
  // Event timings are told after the frame that they end with.
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 50))));
  const { timings, ...observed } = await page.evaluate(() => globalThis.observed);
  const longest = new Map<number, number>();
  for (const { interactionId, duration } of timings) {
    longest.set(interactionId, Math.max(duration, longest.get(interactionId) ?? 0));
  }
  return { ...observed, interactions: [...longest.values()] };
}

/** From a click until a frame is painted in which the selector finds something, in milliseconds. */
export async function observeClick(page: Page, target: Locator, selector: string): Promise<number> {
  const [painted] = await Promise.all([
    page.evaluate((leadsTo) => globalThis.paintedAfterClick(leadsTo), selector),
    target.click(),
  ]);
  return painted;
}

/** The share of `ms` that the main thread was busy, 0 to 1. */
export async function busyShare(page: Page, ms: number): Promise<number> {
  const client = await page.context().newCDPSession(page);
  await client.send("Performance.enable");
  const before = await taskSeconds(client);
  const startedAt = performance.now();
  await new Promise((resolve) => setTimeout(resolve, ms));
  const share = ((await taskSeconds(client)) - before) / ((performance.now() - startedAt) / 1000);
  await client.detach();
  return share;
}

/** Bytes that scripts hold once the garbage is gone. */
export async function heapBytes(page: Page): Promise<number> {
  const client = await page.context().newCDPSession(page);
  await client.send("HeapProfiler.collectGarbage");
  const { usedSize } = await client.send("Runtime.getHeapUsage");
  await client.detach();
  return usedSize;
}

async function taskSeconds(client: Awaited<ReturnType<ReturnType<Page["context"]>["newCDPSession"]>>): Promise<number> {
  const { metrics } = await client.send("Performance.getMetrics");
  return metrics.find(({ name }) => name === "TaskDuration")?.value ?? 0;
}
