import { eq, sql } from "drizzle-orm";
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

/**
 * Writes the same entry for each of many sessions, and gives their ids by session. As one value, since ten thousand rows
 * of parameters take the embedded database seconds.
 */
export async function writeSessionEntries(
  ctx: RecordContext,
  { action, reason }: Pick<AuditNote, "action" | "reason">,
  sessionIds: readonly string[],
  outcome: AuditOutcome,
): Promise<ReadonlyMap<string, number>> {
  const { actor, address, requestId, database } = ctx;
  const { actorKind, personId, actorName, role } = whoIs(actor);
  const common = { actorKind, personId, actorName, role, address, action, reason, outcome, requestId };
  const written = database.db
    .$with("written", { id: sql<string>`id`.as("id"), sessionId: sql<string>`session_id`.as("session_id") })
    .as(sql`
      insert into audit_entry
        (actor_kind, person_id, actor_name, role, address, action, reason, outcome, request_id, session_id)
      select common->>'actorKind', common->>'personId', common->>'actorName', (common->>'role')::role,
        common->>'address', common->>'action', common->>'reason', common->>'outcome', common->>'requestId', session_id
      from (select ${JSON.stringify(common)}::jsonb as common) as common,
        jsonb_array_elements_text(${JSON.stringify(sessionIds)}::jsonb) as session_id
      returning id, session_id`);
  const rows = await database.db.with(written).select().from(written);
  return new Map(rows.map(({ sessionId, id }) => [sessionId, Number(id)]));
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
