import { and, asc, eq } from "drizzle-orm";
import type { DatabaseConnection } from "@/lib/server/db/database";
import { policy } from "@/lib/server/db/schema";
import { AppError } from "@/lib/server/errors";

export type StoredPolicy = typeof policy.$inferSelect;

/** The oldest first: it comes first where several are for the same session. */
export function readPolicies({ db }: DatabaseConnection): Promise<StoredPolicy[]> {
  return db.select().from(policy).orderBy(asc(policy.createdAt), asc(policy.id));
}

/** @throws AppError `not_found` without one */
export async function findPolicy({ db }: DatabaseConnection, id: string): Promise<StoredPolicy> {
  return requireFound(await db.select().from(policy).where(eq(policy.id, id)));
}

type Shown = { updatedAt?: number; name?: string };

/**
 * The same, and holds it until the transaction ends.
 *
 * @param shown what whoever decides was shown of it
 * @throws AppError `conflict` when it is another by now
 */
export async function lockPolicy({ db }: DatabaseConnection, id: string, shown: Shown = {}): Promise<StoredPolicy> {
  const found = requireFound(await db.select().from(policy).where(eq(policy.id, id)).for("update"));
  const { updatedAt = found.updatedAt.getTime(), name = found.name } = shown;
  if (updatedAt !== found.updatedAt.getTime() || name !== found.name) {
    throw new AppError("conflict", "Somebody has changed this policy meanwhile. Look at it again before you decide.");
  }
  return found;
}

/** Holds it if it is still switched on, as it was when it was read. */
export async function lockIfUnchanged({ db }: DatabaseConnection, known: StoredPolicy): Promise<boolean> {
  const isAsKnown = and(eq(policy.id, known.id), eq(policy.mode, "on"));
  const [found] = await db.select({ updatedAt: policy.updatedAt }).from(policy).where(isAsKnown).for("update");
  return found?.updatedAt.getTime() === known.updatedAt.getTime();
}

function requireFound([found]: StoredPolicy[]): StoredPolicy {
  if (!found) throw new AppError("not_found", "There is no such policy. Somebody may have deleted it.");
  return found;
}
