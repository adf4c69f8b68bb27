import { betterAuth } from "better-auth";
import { APIError } from "better-auth/api";
import { hashPassword, verifyPassword } from "better-auth/crypto";
import { eq } from "drizzle-orm";
import type { DatabaseConnection } from "@/lib/server/db/database";
import { person } from "@/lib/server/db/schema";
import { boundHashing, type Passwords } from "./bound-hashing";
import { type AuthOptions, commonOptions } from "./common-options";
import { signInPerson } from "./sign-in-person";

/** What a credential names as its provider that is an account at the OpenID provider. */
export const OIDC_CREDENTIAL = "openid";

const SIGNED_IN_SECONDS = 7 * 24 * 3600;
const SCRYPT: Passwords = { hash: hashPassword, verify: verifyPassword };

/**
 * better-auth, which hashes passwords, keeps sign-ins and speaks OpenID Connect. None of its own routes is public: our
 * services call it, so that each change is authorised, limited and audited like any other.
 */
export function createAuth(options: AuthOptions, passwords = SCRYPT) {
  const { database } = options;
  return betterAuth({
    ...commonOptions(options),
    // Its own sign-in by password would hash within our transaction, which keeps everybody else waiting.
    emailAndPassword: { enabled: false, password: boundHashing(passwords) },
    // A sign-in ends when it was said to, however much it is used.
    session: { expiresIn: SIGNED_IN_SECONDS, disableSessionRefresh: true },
    databaseHooks: {
      session: {
        create: {
          before: ({ userId }) => refuseDeactivated(database, userId),
        },
      },
    },
    plugins: [signInPerson()],
  });
}

/** The one place that every way of signing in passes. */
async function refuseDeactivated({ db }: DatabaseConnection, personId: string): Promise<void> {
  const [found] = await db.select({ deactivatedAt: person.deactivatedAt }).from(person).where(eq(person.id, personId));
  if (found?.deactivatedAt) throw new APIError("FORBIDDEN", { message: "This account is deactivated." });
}

export type Auth = ReturnType<typeof createAuth>;
