import type { Auth } from "./create-auth";

/**
 * The origin that a request came to, for links that are to be opened from where it came. The Host header is believed,
 * since names that are not ours are refused before; the scheme is the public address's where that is the host.
 */
export function requestOrigin(auth: Auth, headers: Headers): string {
  const host = headers.get("host");
  const own = new URL(auth.options.baseURL);
  return host === null || own.host === host ? own.origin : `http://${host}`;
}
