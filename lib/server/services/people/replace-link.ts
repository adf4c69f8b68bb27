import { randomUUID } from "node:crypto";
import { and, eq, isNotNull, isNull } from "drizzle-orm";
import type { LinkResult } from "@/lib/api/people";
import { invitationExpiry } from "@/lib/domain/invitation";
import type { Role } from "@/lib/domain/permissions";
import { makeOneTimeToken } from "@/lib/server/auth/one-time-token";
import { requestOrigin } from "@/lib/server/auth/request-origin";
import { holdLock } from "@/lib/server/db/hold-lock";
import { invitation } from "@/lib/server/db/schema";
import { callingPerson } from "@/lib/server/services/service-context";
import { toInvitationRow } from "./list-people";
import type { PeopleContext } from "./people-context";

/**
 * Makes the one-time link for an address, and ends the one of its kind that was made before. Within a transaction. The
 * link itself is given once, and only the hash of its secret is kept.
 */
export async function replaceLink(ctx: PeopleContext, email: string, role: Role | null): Promise<LinkResult> {
  const { db } = ctx.database;
  // Two at once come one after the other, so that only the later one's link works.
  await holdLock(ctx.database, `invitation ${email}`);
  await db
    .delete(invitation)
    .where(and(eq(invitation.email, email), role === null ? isNull(invitation.role) : isNotNull(invitation.role)));
  const { token, hash } = makeOneTimeToken();
  const [row] = await db
    .insert(invitation)
    .values({
      id: randomUUID(),
      tokenHash: hash,
      email,
      role,
      invitedBy: callingPerson(ctx).email,
      expiresAt: new Date(invitationExpiry(Date.now())),
    })
    .returning();
  if (!row) throw new Error("the invitation was not written");
  const link = `${requestOrigin(ctx.auth, ctx.requestHeaders)}/join?token=${token}`;
  return { invitation: toInvitationRow(row), link };
}
