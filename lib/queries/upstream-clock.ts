import { type ClockOffset, narrowClockOffset } from "@/lib/domain/clock-offset";

/**
 * Upstream's clock as this page knows it. It runs on the page's monotonic timer, so a viewer's wrong clock, or one
 * that is set while the page is open, changes nothing. Every answer that tells upstream's time narrows the offset.
 */
let offset: ClockOffset | undefined;

/** An answer that bore upstream's time `now`, asked for and received at these instants of `monotonicNow`. */
export function learnUpstreamTime(now: number, sentAt: number, receivedAt: number): void {
  offset = narrowClockOffset(offset, { sentAt, receivedAt, earliest: now, latest: now });
}

/** The page's own HTML told the time: it was asked for and answered when the navigation says. */
export function learnUpstreamTimeFromPage(now: number): void {
  if (offset) return;
  const [navigation] = performance.getEntriesByType("navigation");
  if (!(navigation instanceof PerformanceNavigationTiming)) return;
  learnUpstreamTime(now, performance.timeOrigin + navigation.requestStart, monotonicNow());
}

/** Epoch milliseconds on upstream's clock; `undefined` until an answer told them. */
export function upstreamNow(): number | undefined {
  return offset && monotonicNow() + offset.value;
}

export function monotonicNow(): number {
  return performance.timeOrigin + performance.now();
}
