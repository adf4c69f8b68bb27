import { eq } from "drizzle-orm";
import * as z from "zod/mini";
import { timeoutSecondsSchema } from "@/lib/api/timeout";
import type { DatabaseConnection } from "@/lib/server/db/database";
import { setting } from "@/lib/server/db/schema";

export const DEFAULT_TIMEOUT_KEY = "default-timeout-seconds";

/** Keepwatch's own default timeout; `null` when the project's applies. */
export async function readDefaultTimeout({ db }: DatabaseConnection): Promise<number | null> {
  const [row] = await db.select({ value: setting.value }).from(setting).where(eq(setting.key, DEFAULT_TIMEOUT_KEY));
  return row ? z.parse(timeoutSecondsSchema, row.value) : null;
}

export async function writeDefaultTimeout({ db }: DatabaseConnection, seconds: number | null): Promise<void> {
  if (seconds === null) {
    await db.delete(setting).where(eq(setting.key, DEFAULT_TIMEOUT_KEY));
    return;
  }
  const value = { value: seconds, updatedAt: new Date() };
  await db
    .insert(setting)
    .values({ key: DEFAULT_TIMEOUT_KEY, ...value })
    .onConflictDoUpdate({ target: setting.key, set: value });
}
