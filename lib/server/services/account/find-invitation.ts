import { and, eq, gt } from "drizzle-orm";
import type { InvitationRow } from "@/lib/api/people";
import { hashOneTimeToken } from "@/lib/server/auth/one-time-token";
import { invitation } from "@/lib/server/db/schema";
import { toInvitationRow } from "@/lib/server/services/people/list-people";
import type { Backbone } from "@/lib/server/services/service-context";

/** What a link is good for; `undefined` when it is wrong, used, replaced, revoked or too old, which nobody is told apart. */
export async function findInvitation(
  { database }: Pick<Backbone, "database">,
  token: string,
): Promise<InvitationRow | undefined> {
  const [row] = await database.db.select().from(invitation).where(isOpen(token));
  return row && toInvitationRow(row);
}

/** The row of a link that works now. */
export function isOpen(token: string) {
  return and(eq(invitation.tokenHash, hashOneTimeToken(token)), gt(invitation.expiresAt, new Date()));
}
