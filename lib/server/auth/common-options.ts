import type { BetterAuthOptions } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import type { DatabaseConnection } from "@/lib/server/db/database";
import { credential, person, signIn, verification } from "@/lib/server/db/schema";
import { CLIENT_ADDRESS_HEADER } from "./client-address-header";

export type AuthOptions = {
  database: DatabaseConnection;
  secret: string;
  /** The origin that people open. */
  origin: string;
  /** Browsers keep cookies by host and not by port, and two consoles may run on one machine. */
  port: number;
  /** Whether people may sign in by an OpenID provider. */
  hasOidc?: boolean;
  onLog: (level: string, message: string) => void;
};

/** Of both uses that we make of better-auth: signing people in, and speaking with an OpenID provider. */
export function commonOptions({ database, secret, origin, port, onLog }: AuthOptions) {
  const isSecure = origin.startsWith("https:");
  return {
    appName: "Keepwatch",
    baseURL: origin,
    basePath: "/api/auth",
    secret,
    database: drizzleAdapter(database.db, {
      provider: "pg",
      schema: { user: person, session: signIn, account: credential, verification },
    }),
    user: {
      additionalFields: {
        role: { type: "string", input: false, required: true },
        deactivatedAt: { type: "date", input: false, required: false },
      },
    },
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { level: "warn", log: onLog },
    advanced: {
      // The prefix is ours to choose: __Host- also forbids other hosts of the same domain to set the cookie.
      useSecureCookies: false,
      cookiePrefix: `${isSecure ? "__Host-" : ""}keepwatch-${port}`,
      // Lax, so that the way back from an OpenID provider carries them.
      defaultCookieAttributes: { secure: isSecure, httpOnly: true, sameSite: "lax", path: "/" },
      ipAddress: { ipAddressHeaders: [CLIENT_ADDRESS_HEADER] },
    },
  } satisfies BetterAuthOptions;
}
