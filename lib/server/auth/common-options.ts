import type { BetterAuthOptions } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import type { DatabaseConnection } from "@/lib/server/db/database";
import { credential, person, signIn, verification } from "@/lib/server/db/schema";
import { cookiePrefix } from "./cookie-prefix";

export type AuthOptions = {
  database: DatabaseConnection;
  secret: string;
  /** The origin that people open. */
  origin: string;
  port: number;
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
      cookiePrefix: cookiePrefix({ isSecure, port }),
      // Lax, so that the way back from an OpenID provider carries them.
      defaultCookieAttributes: { secure: isSecure, httpOnly: true, sameSite: "lax", path: "/" },
      // The server has written the one address there that it knows.
      ipAddress: { ipAddressHeaders: ["x-forwarded-for"] },
    },
  } satisfies BetterAuthOptions;
}
