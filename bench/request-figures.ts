import { BROWSERBASE_PACE, requestBudgets } from "@/lib/server/feed/feed-pace";
import type { Figure } from "./figure";
import { overMark } from "./measure";
import type { ServerLoad } from "./server-load";

const BUDGET = 60;
/** What may be looked up at once. */
const BURST = requestBudgets(BROWSERBASE_PACE).details.burst;
const MINUTE_MS = 60_000;
/** At one list every two seconds. */
const LISTS_PER_MINUTE = 30;

/** What upstream is asked for with each number of viewers, and whether their number has a part in it. */
export function requestFigures(loads: ReadonlyMap<number, ServerLoad>, requestsAt: readonly number[]): Figure[] {
  const rates = [...loads].map(([viewers, { requests, seconds }]) => {
    const rate = (requests / seconds) * 60;
    const alone = `${LISTS_PER_MINUTE * viewers}, were each page to ask for a list every 2 s`;
    const comparedTo = `${BUDGET}/min, at most; ${alone}${overMark(rate > BUDGET)}`;
    return { name: `upstream requests, ${viewers} viewers`, value: `${rate.toFixed(1)}/min`, comparedTo };
  });
  const most = mostInAnyMinute(requestsAt);
  return [
    ...rates,
    ratioOfMostToFewest(loads),
    { name: "most in any minute", value: `${most}`, comparedTo: `${BUDGET}, at most${overMark(most > BUDGET)}` },
  ];
}

/** As fine as the time can tell it: a burst that falls just within it or just without says nothing. */
function ratioOfMostToFewest(loads: ReadonlyMap<number, ServerLoad>): Figure {
  const [fewest, most] = [Math.min(...loads.keys()), Math.max(...loads.keys())];
  const { requests: few = 0, seconds = 0 } = loads.get(fewest) ?? {};
  const ratio = (loads.get(most)?.requests ?? 0) / few;
  const grain = BURST / few;
  const told = `1.00; ${seconds.toFixed(0)} s of requests, up to ${BURST} at once, tell it to ± ${grain.toFixed(2)}`;
  return {
    name: `the same, ${most} to ${fewest}`,
    value: ratio.toFixed(2),
    comparedTo: `${told}; ${most / fewest}, if each asked${overMark(ratio > 1 + grain)}`,
  };
}

function mostInAnyMinute(instants: readonly number[]): number {
  return Math.max(...instants.map((start) => instants.filter((at) => at >= start && at < start + MINUTE_MS).length));
}
