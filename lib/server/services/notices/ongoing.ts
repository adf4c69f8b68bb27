import { eq } from "drizzle-orm";
import * as z from "zod/mini";
import { NOTHING_ONGOING, type Ongoing } from "@/lib/domain/notices-of";
import type { DatabaseConnection } from "@/lib/server/db/database";
import { setting } from "@/lib/server/db/schema";

const KEY = "notices-ongoing";

const Kept: z.ZodMiniType<Ongoing> = z.object({
  fullSince: z.nullable(z.number()),
  failing: z.nullable(z.object({ since: z.number(), wellSince: z.nullable(z.number()) })),
});

export async function readOngoing({ db }: DatabaseConnection): Promise<Ongoing> {
  const [row] = await db.select({ value: setting.value }).from(setting).where(eq(setting.key, KEY));
  return row ? z.parse(Kept, row.value) : NOTHING_ONGOING;
}

/** Reads it and keeps other servers from it until the end of the transaction. */
export async function lockOngoing({ db }: DatabaseConnection): Promise<Ongoing> {
  // There has to be a row to lock.
  await db.insert(setting).values({ key: KEY, value: NOTHING_ONGOING }).onConflictDoNothing();
  const [row] = await db.select({ value: setting.value }).from(setting).where(eq(setting.key, KEY)).for("update");
  return z.parse(Kept, row?.value);
}

export async function writeOngoing({ db }: DatabaseConnection, value: Ongoing): Promise<void> {
  await db.update(setting).set({ value, updatedAt: new Date() }).where(eq(setting.key, KEY));
}
