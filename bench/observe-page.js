// Runs in the page, and is JavaScript so that nothing of a compiler's comes along.

globalThis.observed = { frames: [], timings: [], clickedRows: [] };

let last = performance.now();
requestAnimationFrame(function next(now) {
  globalThis.observed.frames.push(now - last);
  last = now;
  requestAnimationFrame(next);
});

new PerformanceObserver((list) => {
  for (const { interactionId, duration } of list.getEntries()) {
    if (interactionId) globalThis.observed.timings.push({ interactionId, duration });
  }
}).observe({ type: "event", durationThreshold: 16 });

addEventListener(
  "click",
  ({ target }) => {
    const row = target.closest("[role=row]");
    // Runs right before the frame is painted that follows the click, and sees what will be in it.
    requestAnimationFrame(() => globalThis.observed.clickedRows.push(row?.textContent ?? ""));
  },
  { capture: true },
);

/** From the next click until a frame is painted in which the selector finds something, in milliseconds. */
globalThis.paintedAfterClick = (selector) =>
  new Promise((resolve) => {
    const waitFrom = (clickedAt) => {
      requestAnimationFrame(() => {
        if (!document.querySelector(selector)) return waitFrom(clickedAt);
        // What is posted before a frame is painted arrives after it.
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve(performance.now() - clickedAt);
        port2.postMessage(undefined);
      });
    };
    addEventListener("click", ({ timeStamp }) => waitFrom(timeStamp), { capture: true, once: true });
  });
