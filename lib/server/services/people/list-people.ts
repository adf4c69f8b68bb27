import { and, asc, desc, eq, inArray, sql } from "drizzle-orm";
import type { InvitationRow, People, PersonRow } from "@/lib/api/people";
import type { AuditAction } from "@/lib/domain/audit";
import type { DatabaseConnection } from "@/lib/server/db/database";
import { auditEntry, credential, invitation, person } from "@/lib/server/db/schema";
import type { Backbone } from "@/lib/server/services/service-context";

/** Everybody, and whoever is invited. */
export async function listPeople({ database, oidc }: Pick<Backbone, "database" | "oidc">): Promise<People> {
  const people = await readPeople(database);
  const invitations = await readInvitations(database);
  return { now: Date.now(), openIdName: oidc?.name ?? null, people, invitations };
}

/** The entries that say that somebody came in. */
const SIGN_INS: AuditAction[] = ["account.sign-in", "person.join", "person.create-first"];

async function readPeople({ db }: DatabaseConnection): Promise<PersonRow[]> {
  const lastSignIn = db
    .select({ at: auditEntry.at })
    .from(auditEntry)
    .where(
      and(eq(auditEntry.actorName, person.email), inArray(auditEntry.action, SIGN_INS), eq(auditEntry.outcome, "done")),
    )
    .orderBy(desc(auditEntry.at), desc(auditEntry.id))
    .limit(1)
    .as("last_sign_in");
  const rows = await db
    .select({
      id: person.id,
      email: person.email,
      role: person.role,
      deactivatedAt: person.deactivatedAt,
      createdAt: person.createdAt,
      lastSignInAt: lastSignIn.at,
      providers: sql<
        string[]
      >`array(select ${credential.providerId} from ${credential} where ${credential.userId} = ${person.id})`,
    })
    .from(person)
    .leftJoinLateral(lastSignIn, sql`true`)
    .orderBy(asc(person.email));
  return rows.map(({ providers, ...row }) => ({
    ...row,
    deactivatedAt: row.deactivatedAt?.getTime() ?? null,
    lastSignInAt: row.lastSignInAt?.getTime() ?? null,
    createdAt: row.createdAt.getTime(),
    signsInBy: [...new Set(providers.map((provider) => (provider === "credential" ? "password" : "openid")))],
  }));
}

async function readInvitations({ db }: DatabaseConnection): Promise<InvitationRow[]> {
  const rows = await db.select().from(invitation).orderBy(desc(invitation.createdAt), asc(invitation.email));
  return rows.map(toInvitationRow);
}

/** Without the hash of its secret. */
export function toInvitationRow(row: typeof invitation.$inferSelect): InvitationRow {
  const { id, email, role, invitedBy, expiresAt } = row;
  return { id, email, role, invitedBy, expiresAt: expiresAt.getTime() };
}
