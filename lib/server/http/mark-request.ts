import type { IncomingMessage } from "node:http";
import { isIP, isIPv4 } from "node:net";
import { all } from "@fastify/proxy-addr";
import { addressHeader, UNKNOWN_ADDRESS } from "./client-address";

export type IsTrusted = (address: string) => boolean;

/** What clients and proxies tell about where a request was sent. Next and the libraries in it believe some of these. */
const FORWARDED = ["forwarded", "x-forwarded-host", "x-forwarded-port", "x-forwarded-server", "x-real-ip"];

/**
 * Writes the one address that is known to be the client's into the request, where handlers find it, and takes out what
 * anybody could have made up. `X-Forwarded-For` is that address too, for libraries that look there. The host is never
 * taken from a proxy's word: it passes on the Host that it was asked for, and the guard compares that.
 */
export function markRequest(request: IncomingMessage, isTrusted: IsTrusted): void {
  const { headers } = request;
  const address = addressOf(request, isTrusted);
  const isFromProxy = isTrusted(request.socket.remoteAddress ?? "");
  for (const name of FORWARDED) delete headers[name];
  if (!isFromProxy || !isProtocol(headers["x-forwarded-proto"])) delete headers["x-forwarded-proto"];
  headers["x-forwarded-for"] = address;
  headers[addressHeader()] = address;
}

/**
 * The right-most address that no trusted proxy vouches for; those left of it are the client's own tale. A trusted proxy
 * that tells no address (`unknown`, a name) is itself the last one known.
 */
function addressOf(request: IncomingMessage, isTrusted: IsTrusted): string {
  // A client that has hung up already.
  if (request.socket.remoteAddress === undefined) return UNKNOWN_ADDRESS;
  const known = all(request, isTrusted).map(withoutPort);
  return withoutMapping(known.findLast((address) => isIP(address) !== 0) ?? UNKNOWN_ADDRESS);
}

/** Some proxies write `192.0.2.7:4711` and `[2001:db8::7]:4711`. */
function withoutPort(address = ""): string {
  return /^\[([^\]]+)\](?::\d+)?$/.exec(address)?.[1] ?? /^([\d.]+):\d+$/.exec(address)?.[1] ?? address;
}

/** A server that listens on `::` sees IPv4 clients as `::ffff:192.0.2.7`. */
function withoutMapping(address: string): string {
  const mapped = /^::ffff:([\d.]+)$/i.exec(address)?.[1];
  return mapped && isIPv4(mapped) ? mapped : address;
}

function isProtocol(value: unknown): boolean {
  return value === "https" || value === "http";
}
