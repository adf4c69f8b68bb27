import type { Browser, Page } from "playwright-core";
import { type BenchWorld, letPass } from "./bench-world";
import type { FeedViewers } from "./feed-viewers";
import type { Figure } from "./figure";
import { latencyFigure } from "./latency-figure";
import { intervalLimit, lastListAnswerAt } from "./list-answers";

const CHANGES = 30;
/** Found by the page's filter, so that the row is on the screen however many there are. */
const MARK = "bench-page";

/** How long after a change, and after upstream's answer with it, the row is in a frame of a page; all others watch on. */
export async function measureArrival(world: BenchWorld, browser: Browser, viewers: FeedViewers): Promise<Figure[]> {
  const context = await browser.newContext({ storageState: { cookies: world.adminCookies, origins: [] } });
  try {
    const page = await context.newPage();
    await page.goto(`${world.console.url}/?q=${MARK}`);
    await page.getByRole("banner").getByText("Live").waitFor();
    const beganAt = Date.now();
    const fromChangeMs: number[] = [];
    const fromAnswerMs: number[] = [];
    for (let done = 0; done < CHANGES; done++) {
      // Out of step with the looks at upstream.
      await letPass(Math.random());
      const at = Date.now();
      const { id } = world.simulator.fleet.start(
        { status: "RUNNING", userMetadata: { by: MARK }, isWatched: true },
        at,
      );
      const painted = await paintedAt(page, id);
      fromChangeMs.push(painted - at);
      // The next one is on the screen too, then: what has ended comes last.
      world.simulator.fleet.end(id, "COMPLETED", Date.now());
      fromAnswerMs.push(painted - lastListAnswerAt(world, painted));
    }
    return [
      latencyFigure("change → page", fromChangeMs, intervalLimit(world, "RUNNING", beganAt)),
      latencyFigure("upstream's answer → page", fromAnswerMs, {
        ms: 150,
        note: `all of it is ours, with ${viewers.size} viewers`,
      }),
    ];
  } finally {
    await context.close();
  }
}

/** Looks before each frame, by the clock of this machine, which the page shares with upstream and server. */
async function paintedAt(page: Page, id: string): Promise<number> {
  const at = await page.waitForFunction(
    (label) => [...document.querySelectorAll("[role=row]")].some((row) => row.ariaLabel === label) && Date.now(),
    id,
    { polling: "raf" },
  );
  return Number(await at.jsonValue());
}
