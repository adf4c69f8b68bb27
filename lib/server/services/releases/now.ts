import { and, eq, gt, sql } from "drizzle-orm";
import type { CarryOutResult, ReleaseIdInput } from "@/lib/api/releases";
import { release, releaseIntent } from "@/lib/server/db/schema";
import { recordChange } from "@/lib/server/services/audit/record-change";
import type { ServiceContext } from "@/lib/server/services/service-context";
import { DATABASE_NOW } from "./database-now";
import { requireSummary } from "./require-summary";

/** Carries a release out without waiting until it is due. Of one that is due already nothing changes. */
export async function carryOutNow(ctx: ServiceContext, { id }: ReleaseIdInput): Promise<CarryOutResult> {
  const { database, releases } = ctx;
  await requireSummary(ctx, id);
  await database.inTransaction(async () => {
    const { db } = database;
    const isEarly = and(eq(release.id, id), gt(release.dueAt, DATABASE_NOW));
    const [early] = await db.select({ id: release.id }).from(release).where(isEarly).for("update");
    if (!early) return;
    await recordChange(ctx, { action: "release.now", target: id }, async () => {
      await db.update(release).set({ dueAt: DATABASE_NOW }).where(eq(release.id, id));
      await db
        .update(releaseIntent)
        .set({ nextAttemptAt: DATABASE_NOW, version: sql`nextval('note_version')` })
        .where(and(eq(releaseIntent.releaseId, id), eq(releaseIntent.state, "waiting")));
    });
  });
  await releases.tell();
  return { release: await requireSummary(ctx, id) };
}
