import type { BetterAuthOptions } from "better-auth";
import { CLIENT_ADDRESS_HEADER } from "./client-address-header";

type Place = {
  /** The origin that people open. */
  origin: string;
  /** Browsers keep cookies by host and not by port, and two consoles may run on one machine. */
  port: number;
};

/** Lax, so that the way back from an OpenID provider carries them. */
export function cookieOptions({ origin, port }: Place) {
  const isSecure = origin.startsWith("https:");
  return {
    // The prefix is ours to choose: __Host- also forbids other hosts of the same domain to set the cookie.
    useSecureCookies: false,
    cookiePrefix: `${isSecure ? "__Host-" : ""}keepwatch-${port}`,
    defaultCookieAttributes: { secure: isSecure, httpOnly: true, sameSite: "lax", path: "/" },
    ipAddress: { ipAddressHeaders: [CLIENT_ADDRESS_HEADER] },
  } satisfies BetterAuthOptions["advanced"];
}
