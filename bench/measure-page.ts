import { chromium, type Page } from "playwright-core";
import { findBrowser } from "@/lib/cli/find-browser";
import { thisMachine } from "@/lib/cli/this-machine";
import { type BenchWorld, letPass } from "./bench-world";
import { type Figure, percentile } from "./figure";

const CHANGES = 30;
/** Found by the page's filter, so that the row is on the screen however many there are. */
const MARK = "bench-page";

/** The page's figures: how long after a change, and after upstream's answer with it, the row is in a frame. */
export async function measurePage(world: BenchWorld): Promise<Figure[]> {
  const browser = await chromium.launch({ executablePath: findBrowser(thisMachine()), args: ["--no-sandbox"] });
  try {
    const context = await browser.newContext({ storageState: { cookies: world.adminCookies, origins: [] } });
    const page = await context.newPage();
    await page.goto(`${world.console.url}/?q=${MARK}`);
    await page.getByRole("banner").getByText("Live").waitFor();
    const fromChangeMs: number[] = [];
    const fromAnswerMs: number[] = [];
    for (let done = 0; done < CHANGES; done++) {
      // Out of step with the looks at upstream.
      await letPass(Math.random());
      const at = Date.now();
      const { id } = world.simulator.fleet.start({ status: "RUNNING", userMetadata: { by: MARK } }, at);
      const painted = await paintedAt(page, id);
      fromChangeMs.push(painted - at);
      fromAnswerMs.push(
        painted - (world.listsAnsweredAt.findLast((answeredAt) => answeredAt <= painted) ?? Number.NaN),
      );
    }
    return [
      latency("change → page", fromChangeMs, "half of the 2 to 3 s between two looks, on average"),
      latency("upstream's answer → page", fromAnswerMs, "16 ms, one frame"),
    ];
  } finally {
    await browser.close();
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

function latency(name: string, values: readonly number[], comparedTo: string): Figure {
  const value = `${percentile(values, 0.5)} / ${percentile(values, 0.95)} ms`;
  return { name: `${name}, p50 / p95`, value, comparedTo: `${comparedTo} (${values.length} samples)` };
}
