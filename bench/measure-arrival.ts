import type { Browser } from "playwright-core";
import { BROWSERBASE_PACE, requestBudgets } from "@/lib/server/feed/feed-pace";
import { type BenchWorld, letPass } from "./bench-world";
import type { FeedViewers } from "./feed-viewers";
import { type Figure, percentile } from "./figure";
import { type AnswerLatency, answerFigures, latencyFigure } from "./latency-figure";
import { intervalLimit, lastListAnswerAt } from "./list-answers";
import { type RowState, rowPaintedAt } from "./row-painted-at";

/** At the same time, since none waits for another. */
const LANES = 8;
const LIVES_PER_LANE = 4;
/** As long as the looks at what is PENDING are apart, so that a change may come at any moment between two. */
const OUT_OF_STEP_SECONDS = 6;
/** Found by the page's filter, so that the row is on the screen however many there are. */
const MARK = "bench-page";
/** Of sessions that are released elsewhere, and that reach their timeout. */
const ENDS = ["COMPLETED", "TIMED_OUT"] as const;
/** Of sessions that end. Of the others it is not known how, once some lists in a row had them no more. */
const LOOK_UPS = requestBudgets(BROWSERBASE_PACE).details.perMinute;

/** An end is seen at once; how it ended is looked up afterwards. */
type Change = "start" | "coming up" | "end" | "how it ended";
type Arrival = { change: Change; fromChangeMs: number } & AnswerLatency;

/** How long after a change, and after upstream's answer with it, it is in a frame of a page; all others watch on. */
export async function measureArrival(world: BenchWorld, browser: Browser, viewers: FeedViewers): Promise<Figure[]> {
  const context = await browser.newContext({ storageState: { cookies: world.adminCookies, origins: [] } });
  try {
    const page = await context.newPage();
    await page.goto(`${world.console.url}/?q=${MARK}`);
    await page.getByRole("banner").getByText("Live").waitFor();
    const beganAt = Date.now();
    const paintedAt = (id: string, state: RowState) => rowPaintedAt(page, id, state);
    const lanes = Array.from({ length: LANES }, () => liveAndEnd(world, viewers, paintedAt));
    const arrivals = (await Promise.all(lanes)).flat();
    const fromChange = (change: Change) =>
      arrivals.filter((arrival) => arrival.change === change).map(({ fromChangeMs }) => fromChangeMs);
    // That is looked up after the list, so that not all that follows the list is ours.
    const listed = arrivals.filter(({ change }) => change !== "how it ended");
    const everyList = intervalLimit(world, "RUNNING", beganAt);
    return [
      latencyFigure("start → page", fromChange("start"), intervalLimit(world, "PENDING", beganAt)),
      latencyFigure("coming up → page", fromChange("coming up"), everyList),
      latencyFigure("end → page", fromChange("end"), everyList),
      knownFigure(fromChange("how it ended")),
      ...answerFigures("page", listed, viewers.size),
    ];
  } finally {
    await context.close();
  }
}

/** Upstream is asked about each one by itself, as far as the budget goes. */
function knownFigure(values: readonly number[]): Figure {
  const [p50, p95] = [percentile(values, 0.5), percentile(values, 0.95)];
  const comparedTo = `no mark; looked up, ${LOOK_UPS} a minute at most: more may end (${values.length} samples)`;
  return { name: "how it ended → page, p50 / p95", value: `${p50} / ${p95} ms`, comparedTo };
}

/** One session after the other starts, comes up and ends, each once the page shows what came before. */
async function liveAndEnd(
  world: BenchWorld,
  viewers: FeedViewers,
  paintedAt: (id: string, state: RowState) => Promise<number>,
): Promise<Arrival[]> {
  const { fleet } = world.simulator;
  const arrivals: Arrival[] = [];
  async function note(change: Change, id: string, at: number, state: RowState) {
    const painted = await paintedAt(id, state);
    const fromAnswerMs = painted - lastListAnswerAt(world, painted);
    const fromServerMs = painted - viewers.lastUnderstoodAt(painted);
    arrivals.push({ change, fromChangeMs: painted - at, fromAnswerMs, fromServerMs });
  }
  for (let life = 0; life < LIVES_PER_LANE; life++) {
    const startsAt = await outOfStep();
    const { id } = fleet.start({ userMetadata: { by: MARK }, isWatched: true }, startsAt);
    await note("start", id, startsAt, "pending");
    const comesUpAt = await outOfStep();
    fleet.comeUp(id);
    await note("coming up", id, comesUpAt, "running");
    const endsAt = await outOfStep();
    fleet.end(id, ENDS[life % ENDS.length] ?? "COMPLETED", endsAt);
    await note("end", id, endsAt, "gone");
    await note("how it ended", id, endsAt, "over");
  }
  return arrivals;
}

/** Out of step with the looks at upstream. Gives the time. */
async function outOfStep(): Promise<number> {
  await letPass(Math.random() * OUT_OF_STEP_SECONDS);
  return Date.now();
}
