import { AppError } from "@/lib/server/errors";
import { isLoopbackHost } from "./is-loopback-host";

/** Refuses what another site's page could make a browser send. */
export function guardRequest(request: Request): void {
  guardHost(request);
  if (request.method === "GET" || request.method === "HEAD") return;
  const site = request.headers.get("sec-fetch-site");
  if (
    (site !== null && site !== "same-origin") ||
    !isOwnOrigin(request.headers.get("origin"), request.headers.get("host"))
  ) {
    throw new AppError(
      "forbidden",
      "This request comes from another site, and only Keepwatch's own pages may change things.",
    );
  }
  // Forms of other sites can send any other type without asking first; this one makes the browser ask.
  if (!/^application\/json\b/i.test(request.headers.get("content-type") ?? "")) {
    throw new AppError("unsupported_media_type", "Send the request with content-type application/json.");
  }
}

/** Refuses what reaches this machine under a name that is not this machine's. */
export function guardHost(request: Request): void {
  if (isLoopbackHost(request.headers.get("host"))) return;
  throw new AppError("forbidden", "Keepwatch answers on this machine only: open it as localhost or 127.0.0.1.");
}

/** Programs other than browsers send no Origin. */
function isOwnOrigin(origin: string | null, host: string | null): boolean {
  if (origin === null) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
}
