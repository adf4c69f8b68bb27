import { and, eq, sql } from "drizzle-orm";
import type { ProtectInput, ProtectResult } from "@/lib/api/protection";
import { MAX_PROTECTION_MS, type Protection } from "@/lib/domain/protection";
import { isLive, type Session } from "@/lib/domain/session";
import { releaseIntent, sessionRecord } from "@/lib/server/db/schema";
import { AppError } from "@/lib/server/errors";
import { recordChange } from "@/lib/server/services/audit/record-change";
import { holdRequests } from "@/lib/server/services/releases/hold-requests";
import { isOpen } from "@/lib/server/services/releases/is-open";
import { callingPerson, type ServiceContext } from "@/lib/server/services/service-context";

/** Keeps a session from bulk releases and policies. A protection that it has already is replaced. */
export async function protectSession(ctx: ServiceContext, input: ProtectInput): Promise<ProtectResult> {
  const { database, feed } = ctx;
  const { id, reason } = input;
  const session = await requireLive(ctx, id);
  const protection: Protection = {
    until: requireUntil(input, feed.upstreamNow()),
    reason,
    by: callingPerson(ctx).email,
  };
  const note = {
    action: "session.protect",
    sessionId: id,
    reason,
    before: session.protection,
    after: protection,
  } as const;
  await recordChange(ctx, note, async () => {
    await requireUnsent(ctx, id);
    const { startedAt, status, keepAlive } = session;
    await database.db
      .insert(sessionRecord)
      .values({ id, startedAt: new Date(startedAt), status, keepAlive, protection })
      .onConflictDoUpdate({ target: sessionRecord.id, set: { protection, version: sql`nextval('note_version')` } });
  });
  feed.note([[id, { protection }]]);
  return { protection };
}

async function requireLive({ feed }: ServiceContext, id: string): Promise<Session> {
  if (!feed.find(id)) {
    feed.expire();
    await feed.read();
  }
  const session = feed.find(id);
  if (!session) throw new AppError("not_found", "There is no such session, or it ended some time ago.");
  if (isLive(session)) return session;
  throw new AppError("conflict", "The session has ended, so there is nothing to protect.");
}

/** And none leaves until the protection is written. */
async function requireUnsent({ database }: ServiceContext, id: string): Promise<void> {
  await holdRequests(database, id);
  const [open] = await database.db
    .select({ state: releaseIntent.state })
    .from(releaseIntent)
    .where(and(eq(releaseIntent.sessionId, id), isOpen));
  if (!open || open.state === "waiting") return;
  throw new AppError("conflict", "Upstream was already asked to end the session, so it is too late to protect it.");
}

function requireUntil({ until, forSeconds = 0 }: ProtectInput, now: number): number {
  const instant = until ?? Math.round(now + forSeconds * 1000);
  if (instant <= now) throw new AppError("invalid", "until must be in the future", { field: "until" });
  if (instant <= now + MAX_PROTECTION_MS) return instant;
  const hours = MAX_PROTECTION_MS / 3_600_000;
  throw new AppError("invalid", `until must be within ${hours} hours`, { field: "until" });
}
