import type { UpstreamEnv } from "@/lib/server/env";

const YEAR_SECONDS = 365 * 24 * 3600;

/** For everything but a page: nothing that such an answer holds may run or load anything, whoever opens it. */
const NO_PAGE = "default-src 'none'; frame-ancestors 'none'";

const DENIED_FEATURES = [
  "camera",
  "display-capture",
  "geolocation",
  "gyroscope",
  "magnetometer",
  "microphone",
  "midi",
  "payment",
  "serial",
  "usb",
];
const PERMISSIONS = [...DENIED_FEATURES.map((feature) => `${feature}=()`), "clipboard-write=(self)"].join(", ");

/** What every answer carries, files and failures included. Only a page has a policy of its own in place of this one. */
export function securityHeaders({ isSecure }: { isSecure: boolean }): Record<string, string> {
  const headers = {
    "content-security-policy": NO_PAGE,
    "x-frame-options": "DENY",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "permissions-policy": PERMISSIONS,
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
  };
  return isSecure ? { ...headers, "strict-transport-security": `max-age=${YEAR_SECONDS}` } : headers;
}

type PageOptions = {
  upstream: UpstreamEnv;
  nonce: string;
  /** Whether the page was asked for over TLS. */
  isSecure: boolean;
  isDevelopment: boolean;
};

/**
 * What a page may load: scripts and style elements of this very answer by their nonce, and what those scripts load
 * themselves. React writes `style` attributes into the page, so these stay allowed; they can run nothing.
 * In development React needs `eval` for its stacks, and the overlay of Next puts styles in that know no nonce.
 */
export function pagePolicy({ upstream, nonce, isSecure, isDevelopment }: PageOptions): string {
  const styles = isDevelopment ? "style-src 'self' 'unsafe-inline'" : `style-src 'self' 'nonce-${nonce}'`;
  const directives = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ""}`,
    "script-src-attr 'none'",
    styles,
    "style-src-attr 'unsafe-inline'",
    "connect-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    `frame-src ${liveViewOrigins(upstream).join(" ")}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "object-src 'none'",
  ];
  if (isSecure) directives.push("upgrade-insecure-requests");
  return directives.join("; ");
}

/** Where upstream's live view may come from. The engine, ours or another Keepwatch's, serves its own. */
function liveViewOrigins(upstream: UpstreamEnv): string[] {
  const url = upstream.kind === "engine" ? upstream.url : upstream.baseUrl;
  const own = url ? withLocalhost(new URL(url)) : [];
  return upstream.kind === "engine" ? own : [...own, "https://*.browserbase.com"];
}

function withLocalhost({ origin, protocol, hostname, port }: URL): string[] {
  return hostname === "127.0.0.1" ? [origin, `${protocol}//localhost${port && `:${port}`}`] : [origin];
}
