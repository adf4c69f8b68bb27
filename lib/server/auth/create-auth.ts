import { betterAuth } from "better-auth";
import { APIError } from "better-auth/api";
import { and, eq } from "drizzle-orm";
import { MAX_PASSWORD_CHARACTERS, MIN_PASSWORD_CHARACTERS } from "@/lib/domain/password";
import type { DatabaseConnection } from "@/lib/server/db/database";
import { credential, person } from "@/lib/server/db/schema";
import { type AuthOptions, commonOptions } from "./common-options";
import { signInPerson } from "./sign-in-person";

/** The code of better-auth's error when the password was right and the person is not to come in. */
export const DEACTIVATED = "DEACTIVATED";
/** … and when the password was right and does not count, since the person comes by the OpenID provider. */
export const COMES_BY_OIDC = "COMES_BY_OIDC";
/** What a credential names as its provider that is an account at the OpenID provider. */
export const OIDC_CREDENTIAL = "openid";

const SIGNED_IN_SECONDS = 7 * 24 * 3600;

/**
 * better-auth, which hashes passwords, keeps sign-ins and speaks OpenID Connect. None of its own routes is public: our
 * services call it, so that each change is authorised, limited and audited like any other.
 */
export function createAuth(options: AuthOptions) {
  const { database, hasOidc = false } = options;
  return betterAuth({
    ...commonOptions(options),
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: MIN_PASSWORD_CHARACTERS,
      maxPasswordLength: MAX_PASSWORD_CHARACTERS,
    },
    // A sign-in ends when it was said to, however much it is used.
    session: { expiresIn: SIGNED_IN_SECONDS, disableSessionRefresh: true },
    databaseHooks: {
      session: {
        create: {
          async before({ userId }, context) {
            await refuseDeactivated(database, userId);
            if (hasOidc && context?.path === "/sign-in/email") await refuseLinked(database, userId);
          },
        },
      },
    },
    plugins: [signInPerson()],
  });
}

/** The one place that every way of signing in passes. */
async function refuseDeactivated({ db }: DatabaseConnection, personId: string): Promise<void> {
  const [found] = await db.select({ deactivatedAt: person.deactivatedAt }).from(person).where(eq(person.id, personId));
  if (found?.deactivatedAt)
    throw new APIError("FORBIDDEN", { code: DEACTIVATED, message: "This account is deactivated." });
}

/** The provider decides on them, and whoever lost their role there is not to come in by an old password. */
async function refuseLinked({ db }: DatabaseConnection, personId: string): Promise<void> {
  const accounts = and(eq(credential.userId, personId), eq(credential.providerId, OIDC_CREDENTIAL));
  if ((await db.$count(credential, accounts)) === 0) return;
  throw new APIError("FORBIDDEN", { code: COMES_BY_OIDC, message: "This person comes by the OpenID provider." });
}

export type Auth = ReturnType<typeof createAuth>;
