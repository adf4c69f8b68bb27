import type { z } from "zod";
import { isLive, type Session } from "@/lib/domain/session";
import type { WireList } from "./wire";
import { SESSION_FIELDS, WireSession } from "./wire";

/** Why a row of the list was left out. */
export type BrokenRow = { id: unknown; problem: string };

type KnownRow = { row: object; session: Session };

type LiveRows = {
  sessions: Session[];
  /** Of rows that are there and cannot be read. */
  unreadable: BrokenRow[];
};

/**
 * Reads one list after the other. A row that says what it said the last time is the same session, the very object:
 * thousands of rows come every second, few of them change, and parsing is what costs.
 */
export class LiveListReader {
  #known: ReadonlyMap<string, KnownRow> = new Map();

  /** The live ones, each once: where an id comes twice the later row counts, so pass the rows that know more last. */
  read(rows: z.infer<typeof WireList>): LiveRows {
    const next = new Map<string, KnownRow>();
    const unreadable: BrokenRow[] = [];
    for (const row of rows) {
      const known = this.#find(row);
      const parsed = known ? { success: true as const, data: known.session } : WireSession.safeParse(row);
      if (!parsed.success) unreadable.push({ id: idOf(row), problem: toProblem(parsed.error) });
      else if (isLive(parsed.data) && isObject(row)) next.set(parsed.data.id, { row, session: parsed.data });
    }
    this.#known = next;
    return { sessions: [...next.values()].map(({ session }) => session), unreadable };
  }

  #find(row: unknown): KnownRow | undefined {
    const id = idOf(row);
    const known = typeof id === "string" ? this.#known.get(id) : undefined;
    return known && isObject(row) && saysTheSame(known.row, row) ? known : undefined;
  }
}

/** In the fields that we read: there are counters in a row that change all the time. */
function saysTheSame(before: object, now: object): boolean {
  return SESSION_FIELDS.every((field) => {
    const [a, b]: unknown[] = [Reflect.get(before, field), Reflect.get(now, field)];
    return a === b || (isObject(a) && isObject(b) && JSON.stringify(a) === JSON.stringify(b));
  });
}

function idOf(row: unknown): unknown {
  return isObject(row) && "id" in row ? row.id : undefined;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

/** Names fields and rules, never values. */
function toProblem(error: z.ZodError): string {
  return error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`).join("; ");
}
