/** How many browsers are kept started for sessions to come; `adaptive` is as many as lately were wanted at once. */
export type WarmPoolSetting = "off" | "adaptive" | number;

const MEGABYTE = 1024 * 1024;
/** What the pool leaves to everything else on the machine, before it takes any. */
const LEFT_BYTES = 1_024 * MEGABYTE;
/** An idle browser: a headless shell takes less, full Chromium somewhat more. */
const BROWSER_BYTES = 200 * MEGABYTE;

const MOST_ADAPTIVE = 5;
/** Creates so close to each other came faster than the pool is filled. */
const AT_ONCE_MS = 2_000;
/** For how long the pool is ready for a burst like the last one. */
export const REMEMBERED_MS = 300_000;

type Situation = {
  setting: WarmPoolSetting;
  /** How many there are now. */
  current: number;
  /** Sessions that the concurrency limit still allows. */
  freeSlots: number;
  /** When sessions were created that a warm browser could have served, the earliest first. */
  createdAt: readonly number[];
  now: number;
  /** What the machine could still give. */
  availableBytes: number;
};

/** How many warm browsers there should be: never more than could be used, and fewer while memory is short. */
export function warmPoolSize({ setting, current, freeSlots, createdAt, now, availableBytes }: Situation): number {
  if (setting === "off") return 0;
  const affordable = current + Math.floor((availableBytes - LEFT_BYTES) / BROWSER_BYTES);
  const wanted = setting === "adaptive" ? adaptiveSize(createdAt, now) : setting;
  return Math.max(0, Math.min(wanted, freeSlots, affordable));
}

function adaptiveSize(createdAt: readonly number[], now: number): number {
  const remembered = createdAt.filter((at) => at > now - REMEMBERED_MS);
  const bursts = remembered.map((start) => remembered.filter((at) => at >= start && at < start + AT_ONCE_MS).length);
  return Math.min(Math.max(1, ...bursts), MOST_ADAPTIVE);
}
