import { randomUUID } from "node:crypto";
import { type DecidedOn, UNDO_MS } from "@/lib/domain/release";
import { shortId } from "@/lib/domain/session";
import type { DatabaseConnection } from "@/lib/server/db/database";
import { writeNotice } from "@/lib/server/services/notices/write-notice";
import { recordRelease } from "@/lib/server/services/releases/record-release";
import type { StoredPolicy } from "./policy-row";

/** Records that a policy wants these sessions released, as a person's wish is. It can be undone as that can. */
export async function releaseByPolicy(
  database: DatabaseConnection,
  { id, name }: Pick<StoredPolicy, "id" | "name">,
  decided: ReadonlyMap<string, DecidedOn>,
): Promise<void> {
  const by = { kind: "policy" as const, id, name };
  const releaseId = randomUUID();
  const ctx = { database, actor: by };
  const { releasing } = await recordRelease(ctx, { id: releaseId, by, waitMs: UNDO_MS, decided });
  const sessionIds = [...decided.keys()].filter((sessionId) => !releasing.includes(sessionId));
  if (sessionIds.length === 0) return;
  await writeNotice(ctx, {
    kind: "policy.acted",
    onceKey: `policy.acted:${releaseId}`,
    message: `Policy ${name} releases ${nameSessions(sessionIds)}.`,
    data: { policyId: id, policy: name, releaseId, sessionIds },
  });
}

/** As many as a line has room for. */
const NAMED = 3;

function nameSessions(ids: readonly string[]): string {
  const named = ids.slice(0, NAMED).map(shortId).join(", ");
  if (ids.length === 1) return `session ${named}`;
  return `${ids.length} sessions: ${named}${ids.length > NAMED ? " and others" : ""}`;
}
