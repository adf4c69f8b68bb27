import type { Chromium } from "./chromium";

/** One thing that a session's browser is given beyond a plain Chromium; each method is optional. */
export type Equipment = {
  /** Before the browser starts; returns the flags it takes. A session with such equipment starts a browser of its own. */
  prepare?(): Promise<readonly string[]>;
  /** While the browser starts, for what needs no page: it carries out what it is sent as soon as it can. */
  setUpEarly?(chromium: Chromium): Promise<void>;
  /** Once the browser answers, before its session runs. */
  setUp?(chromium: Chromium): Promise<void>;
  /** When no client is left: as one leaves, Chromium takes back what it had set, and what was set here before goes with it. */
  restore?(chromium: Chromium): Promise<void>;
  /** While the browser still answers, before it is ended; whoever waits here must give up by himself. */
  beforeEnd?(chromium: Chromium): Promise<void>;
  /** When no process is left; the profile folder still stands. Called whatever happened before. */
  clearAway?(): Promise<void>;
};
