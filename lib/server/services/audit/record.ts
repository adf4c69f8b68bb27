import { eq } from "drizzle-orm";
import { type AuditAction, type AuditOutcome, SYSTEM_ACTOR_NAME } from "@/lib/domain/audit";
import type { Role } from "@/lib/domain/permissions";
import type { Actor } from "@/lib/server/auth/actor";
import type { DatabaseConnection } from "@/lib/server/db/database";
import { auditEntry } from "@/lib/server/db/schema";
import type { Caller } from "@/lib/server/services/service-context";

/** What an entry says beside who, when and how it went. Holds no secret. */
export type AuditNote = {
  action: AuditAction;
  sessionId?: string;
  /** Whom or what it was done to, if not a session: a person's address. */
  target?: string;
  reason?: string;
  before?: unknown;
  after?: unknown;
};

export type RecordContext = Caller & { database: DatabaseConnection };

type Ending = { outcome: AuditOutcome; detail?: string; after?: unknown; sessionId?: string };

/** Writes one entry; inside a transaction it is part of it. Gives the entry's id. */
export async function writeEntry(ctx: RecordContext, note: AuditNote, outcome: AuditOutcome, detail?: string) {
  const { actor, address, requestId, database } = ctx;
  const [row] = await database.db
    .insert(auditEntry)
    .values({ ...note, ...whoIs(actor), address, requestId, outcome, detail })
    .returning({ id: auditEntry.id });
  if (!row) throw new Error("the audit entry was not written");
  return row.id;
}

/** PostgreSQL takes 65,535 parameters in a statement. */
const ENTRIES_AT_ONCE = 1_000;

/** Writes the same entry for each of many sessions, and gives their ids by session. */
export async function writeSessionEntries(
  ctx: RecordContext,
  note: Omit<AuditNote, "sessionId">,
  sessionIds: readonly string[],
  outcome: AuditOutcome,
): Promise<ReadonlyMap<string, number>> {
  const { actor, address, requestId, database } = ctx;
  const common = { ...note, ...whoIs(actor), address, requestId, outcome };
  const ids = new Map<string, number>();
  for (let from = 0; from < sessionIds.length; from += ENTRIES_AT_ONCE) {
    const rows = await database.db
      .insert(auditEntry)
      .values(sessionIds.slice(from, from + ENTRIES_AT_ONCE).map((sessionId) => ({ ...common, sessionId })))
      .returning({ id: auditEntry.id, sessionId: auditEntry.sessionId });
    for (const { id, sessionId } of rows) if (sessionId !== null) ids.set(sessionId, id);
  }
  return ids;
}

/** How what was only requested turned out. */
export async function endEntry({ database }: RecordContext, id: number, ending: Ending): Promise<void> {
  await database.db.update(auditEntry).set(ending).where(eq(auditEntry.id, id));
}

function whoIs(actor: Actor): {
  actorKind: Actor["kind"];
  personId?: string;
  actorName: string;
  role?: Role;
} {
  switch (actor.kind) {
    case "person":
      return {
        actorKind: "person",
        personId: actor.person.id,
        actorName: actor.person.email,
        role: actor.person.role,
      };
    case "visitor":
      return { actorKind: "visitor", actorName: actor.email ?? "" };
    case "system":
      return { actorKind: "system", actorName: SYSTEM_ACTOR_NAME };
    case "policy":
      return { actorKind: "policy", actorName: actor.name };
    default:
      throw new Error(`unknown actor ${actor satisfies never}`);
  }
}
