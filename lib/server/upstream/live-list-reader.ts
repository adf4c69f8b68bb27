import type { z } from "zod";
import { isLive, type Session } from "@/lib/domain/session";
import { parseElement, splitJsonArray } from "./split-json-array";
import { SESSION_FIELDS, WireSession } from "./wire";

/** Why a row of the list was left out. */
export type BrokenRow = { id: unknown; problem: string };

/** A row as it was written, what it says, and which list had it last. */
type ReadRow = { readonly text: string; readonly session: Session; list: number };

type ListRow = ReadRow | BrokenRow;

type LiveRows = {
  sessions: Session[];
  /** Of rows that are there and cannot be read. */
  unreadable: BrokenRow[];
};

/**
 * Reads one list after the other. A row that says what it said the last time is the same session, the very object, and
 * one that is written as it was is not even parsed: thousands of rows come every second, and few of them change.
 */
export class LiveListReader {
  // Both hold the same rows. They are changed in place, since to build them anew each second is what would cost then.
  readonly #byText = new Map<string, ReadRow>();
  readonly #byId = new Map<string, ReadRow>();
  #list = 0;

  /** The rows of one answer. Throws a SyntaxError when it is no JSON array. */
  readBody(body: Uint8Array): ListRow[] {
    return splitJsonArray(body).map((text) => this.#byText.get(text) ?? this.#readRow(text));
  }

  /** The live ones, each once: where an id comes twice the later row counts, so pass the rows that know more last. */
  settle(rows: readonly ListRow[]): LiveRows {
    this.#list += 1;
    const unreadable: BrokenRow[] = [];
    for (const row of rows) {
      if (!("session" in row)) unreadable.push(row);
      else if (isLive(row.session)) this.#keep(row);
    }
    for (const row of this.#byId.values()) if (row.list !== this.#list) this.#forget(row);
    return { sessions: Array.from(this.#byId.values(), ({ session }) => session), unreadable };
  }

  #keep(row: ReadRow): void {
    row.list = this.#list;
    const before = this.#byId.get(row.session.id);
    if (before === row) return;
    if (before) this.#byText.delete(before.text);
    this.#byId.set(row.session.id, row);
    this.#byText.set(row.text, row);
  }

  #forget({ text, session }: ReadRow): void {
    this.#byId.delete(session.id);
    this.#byText.delete(text);
  }

  #readRow(text: string): ListRow {
    const row = parseElement(text);
    const id = idOf(row);
    const known = typeof id === "string" ? this.#byId.get(id) : undefined;
    if (known && saysTheSame(parseElement(known.text), row)) return { text, session: known.session, list: 0 };
    const parsed = WireSession.safeParse(row);
    return parsed.success ? { text, session: parsed.data, list: 0 } : { id, problem: toProblem(parsed.error) };
  }
}

/** In the fields that we read: there are counters in a row that change all the time. */
function saysTheSame(before: unknown, now: unknown): boolean {
  if (!isObject(before) || !isObject(now)) return false;
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
