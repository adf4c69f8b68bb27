import { useSyncExternalStore } from "react";
import { upstreamNow } from "@/lib/queries/upstream-clock";

/**
 * The page's one clock: every countdown and age is drawn from it. It ticks on the whole seconds of upstream's clock
 * and tells whole seconds, so that each tick takes exactly one second off every countdown: none skips, none stutters.
 */
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setTimeout> | undefined;
let current: number | undefined;

/**
 * Epoch milliseconds on upstream's clock, to the whole second.
 * @param initialNow what the server rendered with, used until the page has learnt the time itself
 */
export function useNow(initialNow: number): number {
  return useTicking(initialNow, (now) => now);
}

/** What `tell` makes of the time. It renders again only when that changes, which for an age is once a minute. */
export function useTicking<Told extends string | number>(initialNow: number, tell: (now: number) => Told): Told {
  return useSyncExternalStore(
    subscribe,
    () => tell(current ?? wholeSecond(initialNow)),
    () => tell(wholeSecond(initialNow)),
  );
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (listeners.size === 1) start();
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) stop();
  };
}

function start(): void {
  document.addEventListener("visibilitychange", tick);
  tick();
}

function stop(): void {
  document.removeEventListener("visibilitychange", tick);
  clearTimeout(timer);
}

function tick(): void {
  clearTimeout(timer);
  // Nobody sees it. Once it is shown it ticks again.
  if (document.visibilityState === "hidden") return;
  const now = upstreamNow();
  // A few milliseconds past the second, since a timer that fires early would find the old second and draw it twice.
  timer = setTimeout(tick, now === undefined ? 100 : 1005 - (now % 1000));
  if (now === undefined || wholeSecond(now) === current) return;
  current = wholeSecond(now);
  for (const listener of listeners) listener();
}

function wholeSecond(instant: number): number {
  return Math.floor(instant / 1000) * 1000;
}
