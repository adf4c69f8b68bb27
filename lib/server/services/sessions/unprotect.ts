import { and, eq, isNotNull, sql } from "drizzle-orm";
import type { SessionIdInput } from "@/lib/api/sessions";
import { sessionRecord } from "@/lib/server/db/schema";
import { writeEntry } from "@/lib/server/services/audit/record";
import type { ServiceContext } from "@/lib/server/services/service-context";

/** Ends the protection of a session. That it has none is a success. */
export async function unprotectSession(ctx: ServiceContext, { id }: SessionIdInput): Promise<Record<string, never>> {
  const { database, feed } = ctx;
  await database.inTransaction(async () => {
    const isProtected = and(eq(sessionRecord.id, id), isNotNull(sessionRecord.protection));
    const [before] = await database.db
      .select({ protection: sessionRecord.protection })
      .from(sessionRecord)
      .where(isProtected)
      .for("update");
    if (!before) return;
    await database.db
      .update(sessionRecord)
      .set({ protection: null, version: sql`nextval('note_version')` })
      .where(isProtected);
    await writeEntry(ctx, { action: "session.unprotect", sessionId: id, before: before.protection }, "done");
  });
  feed.note([[id, { protection: undefined }]]);
  return {};
}
