declare global {
  /** Next loads a module once per bundle it is part of, so a module's own variable would not be one per process. */
  var keepwatchAddressHeader: string | undefined;
}

/** Stands for an address that is not known, so that all of those requests share one limit. */
export const UNKNOWN_ADDRESS = "unknown";

/** Where a request comes from, as `markRequest` saw it at the socket and through the trusted proxies. */
export function clientAddress(headers: Headers): string {
  return headers.get(addressHeader()) ?? UNKNOWN_ADDRESS;
}

/** False for the few requests that were read before the server watched for them: no header of those can be believed. */
export function isMarked(headers: Headers): boolean {
  return headers.has(addressHeader());
}

/**
 * The request header that carries the address from the socket to the handlers, which cannot see the socket. Its name
 * is drawn once per process, so that nobody outside can send it.
 */
export function addressHeader(): string {
  globalThis.keepwatchAddressHeader ??= `x-keepwatch-client-${crypto.randomUUID()}`;
  return globalThis.keepwatchAddressHeader;
}
