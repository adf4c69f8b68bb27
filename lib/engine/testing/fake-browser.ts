import type { DevTools, SessionBrowser } from "../browser/session-browser";

type Exit = { clean: boolean };

/** A browser whose start and exit a test decides, where the real one would only make it slow. */
export class FakeBrowser implements SessionBrowser {
  readonly ready: Promise<DevTools>;
  readonly exited: Promise<Exit>;
  isEnded = false;
  start: () => void = () => undefined;
  failToStart: () => void = () => undefined;
  exit: (exit: Exit) => void = () => undefined;

  constructor() {
    this.ready = new Promise((resolve, reject) => {
      this.start = () =>
        resolve({ port: 1, path: "/devtools/browser/fake", open: () => Promise.reject(new Error("it is a fake")) });
      this.failToStart = () => reject(new Error("no display"));
    });
    this.exited = new Promise((resolve) => {
      this.exit = resolve;
    });
  }

  async send(): Promise<unknown> {
    return {};
  }

  async restore(): Promise<void> {}

  async end(): Promise<void> {
    this.isEnded = true;
  }
}
