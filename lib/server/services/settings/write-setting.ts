import type { DatabaseConnection } from "@/lib/server/db/database";
import { setting } from "@/lib/server/db/schema";

export async function writeSetting({ db }: DatabaseConnection, key: string, value: unknown): Promise<void> {
  const row = { value, updatedAt: new Date() };
  await db
    .insert(setting)
    .values({ key, ...row })
    .onConflictDoUpdate({ target: setting.key, set: row });
}
