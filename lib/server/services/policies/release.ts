import { randomUUID } from "node:crypto";
import { type DecidedOn, UNDO_MS } from "@/lib/domain/release";
import type { DatabaseConnection } from "@/lib/server/db/database";
import { recordRelease } from "@/lib/server/services/releases/record-release";
import type { StoredPolicy } from "./policy-row";

/** Records that a policy wants these sessions released, as a person's wish is. It can be undone as that can. */
export async function releaseByPolicy(
  database: DatabaseConnection,
  { id, name }: Pick<StoredPolicy, "id" | "name">,
  decided: ReadonlyMap<string, DecidedOn>,
): Promise<void> {
  const by = { kind: "policy" as const, id, name };
  await recordRelease({ database, actor: by }, { id: randomUUID(), by, waitMs: UNDO_MS, decided });
}
