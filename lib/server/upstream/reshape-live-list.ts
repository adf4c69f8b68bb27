import type { z } from "zod";
import { isLive, type Session } from "@/lib/domain/session";
import type { WireList } from "./wire";
import { WireSession } from "./wire";

/** Why a row of the list was left out. */
export type BrokenRow = { id: unknown; problem: string };

/**
 * The sessions of a list answer that are live, each once: where an id comes twice the later row counts, so pass the
 * rows that know more last.
 */
export function reshapeLiveList(rows: z.infer<typeof WireList>): { sessions: Session[]; broken: BrokenRow[] } {
  const sessions = new Map<string, Session>();
  const broken: BrokenRow[] = [];
  for (const row of rows) {
    const parsed = WireSession.safeParse(row);
    if (!parsed.success) broken.push({ id: idOf(row), problem: toProblem(parsed.error) });
    else if (isLive(parsed.data)) sessions.set(parsed.data.id, parsed.data);
  }
  return { sessions: [...sessions.values()], broken };
}

function idOf(row: unknown): unknown {
  return typeof row === "object" && row !== null && "id" in row ? row.id : undefined;
}

/** Names fields and rules, never values. */
function toProblem(error: z.ZodError): string {
  return error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`).join("; ");
}
