import type { UpgradedSocket } from "../connect/splice";
import type { ProxyRule } from "../network/proxy-rule";

/** Where a browser's own DevTools WebSocket listens. */
export type DevToolsAddress = { port: number; path: string };

export type DevTools = DevToolsAddress & {
  /** A WebSocket of it on which nothing was said yet. Rejects when Chromium does not answer. */
  open(): Promise<UpgradedSocket>;
};

/** What a session wants of its browser. */
export type BrowserSettings = {
  windowSize: { width: number; height: number };
  ignoreCertificateErrors: boolean;
  context?: { id: string; persist: boolean };
  extensionId?: string;
  /** None means all. */
  allowedDomains: readonly string[];
  blockAds?: boolean;
  proxies: readonly ProxyRule[];
};

/** What a session needs of its browser; Chromium is the one there is, and a test may bring another. */
export type SessionBrowser = {
  /** Settles once DevTools answers; rejects for a browser that does not come up. */
  readonly ready: Promise<DevTools>;
  /** Resolves when the browser's process exits, for whatever reason; clean when it was asked to by `Browser.close`. */
  readonly exited: Promise<{ clean: boolean }>;
  /** One command on the engine's own channel. */
  send(method: string, params?: object): Promise<unknown>;
  /** Gives it again what clients that have left may have taken along. */
  restore(): Promise<void>;
  /** Resolves when no process and no profile of it are left. */
  end(): Promise<void>;
};

/** Starts the browser of a session, whose id names its folders. */
export type LaunchBrowser = (sessionId: string, settings: BrowserSettings) => SessionBrowser;
