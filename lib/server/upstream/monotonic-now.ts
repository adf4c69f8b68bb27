/** Epoch milliseconds that never jump, so that setting this machine's clock neither stops the feed nor moves a countdown. */
export function monotonicNow(): number {
  return performance.timeOrigin + performance.now();
}
