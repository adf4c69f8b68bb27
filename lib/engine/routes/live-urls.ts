import type { Page } from "../browser/list-pages";

type LiveUrls = {
  host: string;
  sessionId: string;
  /** The key for a tab, or for whichever the session shows. */
  keyOf(pageId?: string): string;
  wsUrl: string;
};

/** The answer of `debug`: a link to each tab that Chromium has open, and one to whichever the session shows. */
export function liveUrls(pages: readonly Page[], { host, sessionId, keyOf, wsUrl }: LiveUrls) {
  const viewOf = (pageId?: string) => {
    const path = pageId === undefined ? sessionId : `${sessionId}/${pageId}`;
    const url = `http://${host}/debug/${path}?signingKey=${keyOf(pageId)}`;
    return { debuggerUrl: url, debuggerFullscreenUrl: `${url}&fullscreen=true` };
  };
  return {
    ...viewOf(),
    wsUrl,
    pages: pages.map(({ id, url, title }) => ({
      id,
      url: toUri(url),
      title,
      faviconUrl: faviconOf(url),
      ...viewOf(id),
    })),
  };
}

/** Chromium leaves characters in a page's URL (of `data:` above all) that no URI has, and the schema wants a URI. */
function toUri(pageUrl: string): string {
  return pageUrl.replace(/[^!-~]|["<>\\^`{|}]/gu, encodeURIComponent);
}

/**
 * Headless Chromium fetches no icons; a site's is at the usual place, and other pages have an empty one. So have those whose
 * URL Chromium takes and Node does not (`http://xn--a/`).
 */
function faviconOf(pageUrl: string): string {
  return /^https?:/.test(pageUrl) && URL.canParse(pageUrl) ? new URL("/favicon.ico", pageUrl).href : "data:,";
}
