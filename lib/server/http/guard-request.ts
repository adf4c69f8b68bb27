import { AppError } from "@/lib/server/errors";
import { isLoopbackHost } from "./is-loopback-host";

/** The one address beside this machine's own that the console answers to: an origin, as KEEPWATCH_URL gives it. */
type Own = { publicUrl?: string };

/** Refuses what another site's page could make a browser send: changes, and reads, which an entry may be written of. */
export function guardRequest(request: Request, own: Own & { fromElsewhere?: boolean } = {}): void {
  guardHost(request, own);
  const site = request.headers.get("sec-fetch-site");
  if (request.method === "GET" || request.method === "HEAD") {
    // `none` is an address that a person typed.
    if (own.fromElsewhere || site === null || site === "same-origin" || site === "none") return;
    throw fromAnotherSite();
  }
  if ((site !== null && site !== "same-origin") || !isOwnOrigin(request.headers, own)) throw fromAnotherSite();
  // Forms of other sites can send any other type without asking first; this one makes the browser ask.
  if (!/^application\/json\b/i.test(request.headers.get("content-type") ?? "")) {
    throw new AppError("unsupported_media_type", "Send the request with content-type application/json.");
  }
}

function fromAnotherSite(): AppError {
  return new AppError("forbidden", "This request comes from another site, and only Keepwatch's own pages may send it.");
}

/** Refuses what reaches this machine under a name that is not its own. */
export function guardHost(request: Request, { publicUrl }: Own = {}): void {
  const host = request.headers.get("host");
  if (isLoopbackHost(host) || isHostOf(publicUrl, host)) return;
  throw new AppError("forbidden", `Keepwatch does not answer under this name: open it as ${publicUrl ?? LOCAL_NAMES}.`);
}

const LOCAL_NAMES = "localhost or 127.0.0.1";

/** Programs other than browsers send no Origin. */
function isOwnOrigin(headers: Headers, { publicUrl }: Own): boolean {
  const origin = headers.get("origin");
  const host = headers.get("host");
  if (origin === null || origin === publicUrl) return true;
  // Under the public name the scheme counts too; under a loopback name there is no TLS.
  return isLoopbackHost(host) && origin === new URL(`http://${host}`).origin;
}

/** Whatever spelling the proxy passes on: `keepwatch.example.com:443` is the host of `https://keepwatch.example.com`. */
function isHostOf(publicUrl: string | undefined, host: string | null): boolean {
  if (!publicUrl || !host) return false;
  const { protocol } = new URL(publicUrl);
  const own = `${protocol}//${host}`;
  return URL.canParse(own) && new URL(own).href === `${publicUrl}/`;
}
