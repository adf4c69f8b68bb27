import { type ClockOffset, narrowClockOffset } from "@/lib/domain/clock-offset";
import { throughSleep } from "@/lib/domain/through-sleep";

/**
 * Upstream's clock as this page knows it. It runs on the page's monotonic timer, so a viewer's wrong clock changes
 * nothing, and sleep of their machine counts. Every answer that tells upstream's time narrows the offset.
 */
let offset: ClockOffset | undefined;

/**
 * Something that bore upstream's time, asked for and received at these instants of `monotonicNow`. What came without
 * being asked for has `sentAt` in the infinite past.
 */
export function learnUpstreamTime(
  time: number | { earliest: number; latest: number },
  sentAt: number,
  receivedAt: number,
): void {
  const { earliest, latest } = typeof time === "number" ? { earliest: time, latest: time } : time;
  offset = narrowClockOffset(offset, { sentAt, receivedAt, earliest, latest });
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

/** What upstream's clock says now lies within these; `undefined` until an answer told it. */
export function upstreamTimeBounds(): { earliest: number; latest: number } | undefined {
  const now = monotonicNow();
  return offset && { earliest: now + offset.low, latest: now + offset.high };
}

export const monotonicNow = throughSleep(() => performance.timeOrigin + performance.now(), Date.now);
