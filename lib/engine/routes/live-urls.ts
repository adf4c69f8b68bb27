import type { Page } from "../browser/list-pages";

type LiveSession = { host: string; sessionId: string; connectUrl: string };

/** The answer of `debug`. Pages are what Chromium has open; the live view that their URLs name does not exist yet. */
export function liveUrls(pages: readonly Page[], { host, sessionId, connectUrl }: LiveSession) {
  const viewOf = (path: string) => ({
    debuggerUrl: `http://${host}/debug/${sessionId}${path}`,
    debuggerFullscreenUrl: `http://${host}/debug/${sessionId}${path}?fullscreen=true`,
  });
  return {
    ...viewOf(""),
    wsUrl: connectUrl,
    pages: pages.map(({ id, url, title }) => ({
      id,
      url: toUri(url),
      title,
      faviconUrl: faviconOf(url),
      ...viewOf(`/${id}`),
    })),
  };
}

/** Chromium leaves characters in a page's URL (of `data:` above all) that no URI has, and the schema wants a URI. */
function toUri(pageUrl: string): string {
  return pageUrl.replace(/[^!-~]|["<>\\^`{|}]/gu, encodeURIComponent);
}

/** Headless Chromium fetches no icons; a site's is at the usual place, and other pages have an empty one. */
function faviconOf(pageUrl: string): string {
  return /^https?:/.test(pageUrl) ? new URL("/favicon.ico", pageUrl).href : "data:,";
}
