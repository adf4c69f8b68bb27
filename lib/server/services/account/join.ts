import { and, eq, isNull } from "drizzle-orm";
import type { InvitationRow, JoinInput } from "@/lib/api/people";
import type { DatabaseConnection } from "@/lib/server/db/database";
import { invitation, person } from "@/lib/server/db/schema";
import { AppError } from "@/lib/server/errors";
import { recordChange } from "@/lib/server/services/audit/record-change";
import { addPerson, hashPassword } from "@/lib/server/services/people/add-person";
import { hasOidcAccount } from "@/lib/server/services/people/oidc-account";
import type { PeopleContext } from "@/lib/server/services/people/people-context";
import { requirePasswordSignIn } from "@/lib/server/services/people/require-password-sign-in";
import { findInvitation, isOpen } from "./find-invitation";
import { replacePassword } from "./replace-password";
import { startSignIn } from "./start-sign-in";

/** Uses a link up: somebody new joins, or somebody who is here has a new password. Either way they are signed in. */
export async function join(ctx: PeopleContext, { token, password }: JoinInput): Promise<{ ok: true }> {
  requirePasswordSignIn(ctx);
  const { database, auth } = ctx;
  // Looked at first, so that nobody without a link keeps the server hashing.
  const found = await findInvitation(ctx, token);
  if (!found) throw linkIsGone();
  const { email, role } = found;
  const passwordHash = await hashPassword(auth, password);
  await recordChange({ ...ctx, actor: { kind: "visitor", email } }, toNote(found), async () => {
    if (role) {
      await takeLink(database, token);
      const { id } = await addPerson(database, { email, role, passwordHash });
      return startSignIn(ctx, id);
    }
    // Before the link, as whoever deactivates them does, or the two would wait for each other for ever.
    const { id } = await lockActivePerson(ctx, email);
    await takeLink(database, token);
    await replacePassword(database, id, passwordHash);
    await startSignIn(ctx, id);
  });
  return { ok: true };
}

function linkIsGone(): AppError {
  return new AppError("not_found", "This link was used already, or is too old. Ask an admin for a new one.");
}

function toNote({ email, role, invitedBy }: InvitationRow) {
  if (role) return { action: "person.join", target: email, after: { role, invitedBy } } as const;
  return { action: "account.change-password", target: email, after: { linkMadeBy: invitedBy } } as const;
}

/** Whoever deletes the row has it: a link that is used twice at once is used once. */
async function takeLink({ db }: DatabaseConnection, token: string): Promise<void> {
  const [taken] = await db.delete(invitation).where(isOpen(token)).returning({ id: invitation.id });
  if (!taken) throw linkIsGone();
}

async function lockActivePerson({ database, oidc }: PeopleContext, email: string): Promise<{ id: string }> {
  const isThem = and(eq(person.email, email), isNull(person.deactivatedAt));
  const [found] = await database.db.select({ id: person.id }).from(person).where(isThem).for("update");
  // Whoever comes by the provider was linked since the link was made, and a password would not count.
  if (!found || (oidc && (await hasOidcAccount(database, found.id)))) throw linkIsGone();
  return found;
}
