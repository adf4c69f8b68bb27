export type ChromiumOptions = {
  profileDir: string;
  windowSize: { width: number; height: number };
  ignoreCertificateErrors: boolean;
  /** What the session's equipment asks for. */
  extraFlags: readonly string[];
};

export const DEFAULT_WINDOW_SIZE = { width: 1280, height: 720 };

/** What Chromium is started with. The last argument gives the browser the page that `contexts()[0].pages()[0]` finds. */
export function chromiumFlags({
  profileDir,
  windowSize,
  ignoreCertificateErrors,
  extraFlags,
}: ChromiumOptions): string[] {
  return [
    // Clients are piped to the port. The pipe is the engine's own channel, and its lifeline: Chromium exits when it closes.
    "--remote-debugging-port=0",
    "--remote-debugging-pipe",
    "--headless=new",
    `--user-data-dir=${profileDir}`,
    `--window-size=${windowSize.width},${windowSize.height}`,
    ...QUIET_FLAGS,
    ...STEADY_FLAGS,
    ...(ignoreCertificateErrors ? ["--ignore-certificate-errors"] : []),
    ...extraFlags,
    // Chromium refuses to run its sandbox as root, which is who runs in most containers.
    ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
    "about:blank",
  ];
}

/** No traffic, prompt or sound of the browser's own. */
const QUIET_FLAGS = [
  "--no-first-run",
  "--no-default-browser-check",
  "--disable-background-networking",
  "--disable-breakpad",
  "--disable-component-update",
  "--disable-default-apps",
  "--disable-search-engine-choice-screen",
  "--disable-sync",
  "--metrics-recording-only",
  "--mute-audio",
  "--password-store=basic",
  "--use-mock-keychain",
];

/** Pages that behave alike whether or not anybody looks at them; Playwright and Puppeteer start theirs with the same. */
const STEADY_FLAGS = [
  "--disable-back-forward-cache",
  "--disable-background-timer-throttling",
  "--disable-backgrounding-occluded-windows",
  "--disable-hang-monitor",
  "--disable-ipc-flooding-protection",
  "--disable-popup-blocking",
  "--disable-prompt-on-repost",
  "--disable-renderer-backgrounding",
  "--force-color-profile=srgb",
  // Containers often have 64 MB of /dev/shm, on which larger pages crash.
  "--disable-dev-shm-usage",
  // A session's proxy sees no QUIC, which would bypass it.
  "--disable-quic",
];
