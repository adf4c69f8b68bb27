import { betterAuth } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { APIError } from "better-auth/api";
import { eq } from "drizzle-orm";
import { MAX_PASSWORD_CHARACTERS, MIN_PASSWORD_CHARACTERS } from "@/lib/domain/password";
import type { DatabaseConnection } from "@/lib/server/db/database";
import { credential, person, signIn, verification } from "@/lib/server/db/schema";
import { cookiePrefix } from "./cookie-prefix";

/** The code of better-auth's error when the password was right and the person is not to come in. */
export const DEACTIVATED = "DEACTIVATED";

const SIGNED_IN_SECONDS = 7 * 24 * 3600;

export type AuthOptions = {
  database: DatabaseConnection;
  secret: string;
  /** The origin that people open. */
  origin: string;
  port: number;
  onLog: (level: string, message: string) => void;
};

/**
 * better-auth, which hashes passwords, keeps sign-ins and speaks OpenID Connect. None of its own routes is public: our
 * services call it, so that each change is authorised, limited and audited like any other.
 */
export function createAuth({ database, secret, origin, port, onLog }: AuthOptions) {
  const isSecure = origin.startsWith("https:");
  return betterAuth({
    appName: "Keepwatch",
    baseURL: origin,
    basePath: "/api/auth",
    secret,
    database: drizzleAdapter(database.db, {
      provider: "pg",
      schema: { user: person, session: signIn, account: credential, verification },
    }),
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: MIN_PASSWORD_CHARACTERS,
      maxPasswordLength: MAX_PASSWORD_CHARACTERS,
    },
    user: {
      additionalFields: {
        role: { type: "string", input: false, required: true },
        deactivatedAt: { type: "date", input: false, required: false },
      },
    },
    // A sign-in ends when it was said to, however much it is used.
    session: { expiresIn: SIGNED_IN_SECONDS, disableSessionRefresh: true },
    databaseHooks: { session: { create: { before: ({ userId }) => refuseDeactivated(database, userId) } } },
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { level: "warn", log: onLog },
    advanced: {
      // The prefix is ours to choose: __Host- also forbids other hosts of the same domain to set the cookie.
      useSecureCookies: false,
      cookiePrefix: cookiePrefix({ isSecure, port }),
      defaultCookieAttributes: { secure: isSecure, httpOnly: true, sameSite: "lax", path: "/" },
      // The server has written the one address there that it knows.
      ipAddress: { ipAddressHeaders: ["x-forwarded-for"] },
    },
  });
}

/** The one place that every way of signing in passes. */
async function refuseDeactivated({ db }: DatabaseConnection, personId: string): Promise<void> {
  const [found] = await db.select({ deactivatedAt: person.deactivatedAt }).from(person).where(eq(person.id, personId));
  if (found?.deactivatedAt)
    throw new APIError("FORBIDDEN", { code: DEACTIVATED, message: "This account is deactivated." });
}

export type Auth = ReturnType<typeof createAuth>;
