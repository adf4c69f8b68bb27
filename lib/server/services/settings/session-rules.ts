import { eq } from "drizzle-orm";
import * as z from "zod/mini";
import { SaveSessionRulesInput } from "@/lib/api/settings";
import { NO_SESSION_RULES, type SessionRules } from "@/lib/domain/session-rules";
import type { DatabaseConnection } from "@/lib/server/db/database";
import { setting } from "@/lib/server/db/schema";
import { writeSetting } from "./write-setting";

const KEY = "session-rules";

/** What admins allow of new sessions. */
export async function readSessionRules({ db }: Pick<DatabaseConnection, "db">): Promise<SessionRules> {
  const [row] = await db.select({ value: setting.value }).from(setting).where(eq(setting.key, KEY));
  return row ? z.parse(SaveSessionRulesInput, row.value) : NO_SESSION_RULES;
}

export async function writeSessionRules(database: DatabaseConnection, rules: SessionRules): Promise<void> {
  await writeSetting(database, KEY, rules);
}
