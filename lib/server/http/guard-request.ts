import { AppError } from "@/lib/server/errors";
import { isLoopbackHost } from "./is-loopback-host";

/** Refuses what another site's page could make a browser send. */
export function guardRequest(request: Request): void {
  const host = request.headers.get("host");
  if (!isLoopbackHost(host)) {
    throw new AppError("forbidden", "Keepwatch answers on this machine only: open it as localhost or 127.0.0.1.");
  }
  if (request.method === "GET" || request.method === "HEAD") return;
  const site = request.headers.get("sec-fetch-site");
  if ((site !== null && site !== "same-origin") || !isOwnOrigin(request.headers.get("origin"), host)) {
    throw new AppError(
      "forbidden",
      "This request comes from another site, and only Keepwatch's own pages may change things.",
    );
  }
  // Forms of other sites can send any other type without asking first; this one makes the browser ask.
  if (!/^application\/json\b/i.test(request.headers.get("content-type") ?? "")) {
    throw new AppError("invalid", "Send the request with content-type application/json.");
  }
}

/** Programs other than browsers send no Origin. */
function isOwnOrigin(origin: string | null, host: string | null): boolean {
  if (origin === null) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
}
