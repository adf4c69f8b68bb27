import type { Owner } from "@/lib/domain/owner";
import type { Session } from "@/lib/domain/session";
import type { Actor } from "@/lib/server/auth/actor";
import type { ServiceContext } from "@/lib/server/services/service-context";
import { writeRecords } from "./write-records";

type Context = Pick<ServiceContext, "feed" | "database" | "log" | "actor">;

/** Remembers who created a session, from its first picture on. The session is there even when that cannot be written. */
export async function recordOwner({ feed, database, log, actor }: Context, session: Session): Promise<void> {
  const owner = toOwner(actor);
  if (!owner) return;
  feed.note([[session.id, { owner }]]);
  await writeRecords(database, [{ session: { ...session, owner } }]).catch((err: unknown) =>
    log.error({ err, sessionId: session.id }, "who created a session could not be written"),
  );
}

function toOwner(actor: Actor): Owner | undefined {
  return actor.kind === "person" ? { kind: "person", id: actor.person.id, name: actor.person.email } : undefined;
}
