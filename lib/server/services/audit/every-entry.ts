import { sql } from "drizzle-orm";
import { auditEntry } from "@/lib/server/db/schema";

/** True of all entries; said by those who want them in order of time alone, it opens the index that is for them. */
export const everyEntry = sql`${auditEntry.id} > 0`;
