/** People look at another tab for a moment and come back. */
const HIDDEN_GRACE_MS = 15_000;
/** A timer that is this late by the wall clock means that the machine slept, or that its clock was set. */
const BEAT_MS = 2_000;
const SLEPT_MS = 10_000;

type Listener = {
  /** Somebody looks at the page. Told again and again. */
  onPresent: () => void;
  /** Nobody does, and has not for a while, or the browser puts the page to sleep. */
  onAbsent: () => void;
  /** Whether to stay while nobody looks, because the person is to be told of what happens. */
  staysWhenHidden: () => boolean;
  /** Lines that were open are probably dead, or lines that were dead are probably well. */
  onDoubt: () => void;
};

/** Tells whether anybody looks at the page, and when its lines are to be doubted. Returns what ends that. */
export function watchPresence({ onPresent, onAbsent, staysWhenHidden, onDoubt }: Listener): () => void {
  const ended = new AbortController();
  const listening = { signal: ended.signal };
  let hiddenTimer: ReturnType<typeof setTimeout> | undefined;
  let beat: ReturnType<typeof setInterval> | undefined;

  function absent() {
    clearInterval(beat);
    clearTimeout(hiddenTimer);
    onAbsent();
  }

  function hide() {
    if (!staysWhenHidden()) return absent();
    // Timers of a hidden page may be minutes late, which says nothing of the machine.
    clearInterval(beat);
  }

  function present() {
    clearTimeout(hiddenTimer);
    clearInterval(beat);
    beat = beatUnlessAsleep(onDoubt);
    onPresent();
  }

  function look() {
    if (document.visibilityState === "visible") return present();
    clearTimeout(hiddenTimer);
    hiddenTimer = setTimeout(hide, HIDDEN_GRACE_MS);
  }

  document.addEventListener("visibilitychange", look, listening);
  document.addEventListener("freeze", absent, listening);
  document.addEventListener("resume", look, listening);
  window.addEventListener("pagehide", absent, listening);
  window.addEventListener("pageshow", look, listening);
  window.addEventListener("online", onDoubt, listening);
  window.addEventListener("offline", onDoubt, listening);
  if (document.visibilityState === "visible") present();
  return () => {
    ended.abort();
    clearInterval(beat);
    clearTimeout(hiddenTimer);
  };
}

function beatUnlessAsleep(onDoubt: () => void): ReturnType<typeof setInterval> {
  let lastAt = Date.now();
  return setInterval(() => {
    const sinceMs = Date.now() - lastAt;
    lastAt += sinceMs;
    if (sinceMs > SLEPT_MS) onDoubt();
  }, BEAT_MS);
}
