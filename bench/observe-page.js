// Runs in the page, and is JavaScript so that nothing of a compiler's comes along.

globalThis.observed = { frames: [], interactions: [] };

let last = performance.now();
requestAnimationFrame(function next(now) {
  globalThis.observed.frames.push(now - last);
  last = now;
  requestAnimationFrame(next);
});

new PerformanceObserver((list) => {
  for (const { interactionId, duration } of list.getEntries()) {
    if (interactionId) globalThis.observed.interactions.push(duration);
  }
}).observe({ type: "event", durationThreshold: 16 });
