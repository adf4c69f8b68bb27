import { randomBytes } from "node:crypto";
import { eq } from "drizzle-orm";
import * as z from "zod/mini";
import type { DatabaseConnection } from "@/lib/server/db/database";
import { setting } from "@/lib/server/db/schema";

const KEY = "auth-secret";

/** What cookies are signed with. It lives in the database, where all instances find the same one; made on first use. */
export async function readAuthSecret({ db }: DatabaseConnection): Promise<string> {
  await db
    .insert(setting)
    .values({ key: KEY, value: randomBytes(32).toString("base64url") })
    .onConflictDoNothing();
  const [row] = await db.select({ value: setting.value }).from(setting).where(eq(setting.key, KEY));
  return z.parse(z.string().check(z.minLength(43)), row?.value);
}
