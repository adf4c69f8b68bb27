import type { IncomingHttpHeaders } from "node:http";

const LOOPBACK_HOST = /^(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?$/i;

/**
 * Says why a request must have come from a web page, or undefined if it need not have.
 *
 * Listening on loopback keeps other machines out, not the pages open in a browser on this one: a page may point its own
 * domain at 127.0.0.1 (DNS rebinding; then Host is that domain), and may open WebSockets to any host (then Origin says so;
 * Playwright and Puppeteer send none).
 */
export function findForeignRequest({ host = "", origin }: IncomingHttpHeaders): string | undefined {
  if (!LOOPBACK_HOST.test(host)) return "The engine answers to 127.0.0.1, localhost and [::1] only.";
  if (origin !== undefined && origin !== `http://${host}`) return "The engine does not answer to web pages.";
  return undefined;
}
