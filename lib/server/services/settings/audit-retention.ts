import { eq } from "drizzle-orm";
import * as z from "zod/mini";
import { SaveAuditRetentionInput } from "@/lib/api/settings";
import { DEFAULT_RETENTION_DAYS } from "@/lib/domain/audit";
import type { DatabaseConnection } from "@/lib/server/db/database";
import { setting } from "@/lib/server/db/schema";

const KEY = "audit-retention";

/** For how many days audit entries are kept; `null` for ever. */
export async function readAuditRetention({ db }: Pick<DatabaseConnection, "db">): Promise<number | null> {
  const [row] = await db.select({ value: setting.value }).from(setting).where(eq(setting.key, KEY));
  return row ? z.parse(SaveAuditRetentionInput, row.value).days : DEFAULT_RETENTION_DAYS;
}

export async function writeAuditRetention({ db }: DatabaseConnection, days: number | null): Promise<void> {
  const value = { value: { days }, updatedAt: new Date() };
  await db
    .insert(setting)
    .values({ key: KEY, ...value })
    .onConflictDoUpdate({ target: setting.key, set: value });
}
