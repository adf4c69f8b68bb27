import { and, eq, isNotNull } from "drizzle-orm";
import type { DatabaseConnection } from "@/lib/server/db/database";
import { credential, person } from "@/lib/server/db/schema";
import type { SignInAttempt } from "@/lib/server/limits/sign-in-limits";
import type { RequestContext } from "@/lib/server/services/service-context";

type Presented = { email: string; password: string };

/**
 * The hash that the password was right for. Outside any transaction, or everybody who needs the embedded database's one
 * connection would wait for the hashing; so whoever acts on it looks in their transaction whether it is still kept.
 */
export async function provePassword(
  { auth, database }: Pick<RequestContext, "auth" | "database">,
  attempt: SignInAttempt,
  { email, password }: Presented,
): Promise<string | undefined> {
  const [kept] = await keptPassword(database, email);
  const { password: passwords } = await auth.$context;
  try {
    if (kept?.hash) return (await passwords.verify({ hash: kept.hash, password })) ? kept.hash : undefined;
    // The time of an answer must not tell who has an account.
    await passwords.hash(password);
    return undefined;
  } catch (error) {
    await attempt.withdraw();
    throw error;
  }
}

/** The query for whoever has the address and a password here, to be locked by whom it decides. */
export function keptPassword({ db }: DatabaseConnection, email: string) {
  return db
    .select({
      id: person.id,
      email: person.email,
      role: person.role,
      deactivatedAt: person.deactivatedAt,
      hash: credential.password,
    })
    .from(person)
    .innerJoin(credential, eq(credential.userId, person.id))
    .where(and(eq(person.email, email), isNotNull(credential.password)));
}
