import { stringify } from "csv-stringify/sync";
import type { AuditEntry, ExportFormat } from "@/lib/api/audit";

/** How the log is written to a file, piece by piece. */
export type AuditLogFile = {
  contentType: string;
  begin: string;
  write(entries: readonly AuditEntry[], isFirst: boolean): string;
  end: string;
};

const CSV_COLUMNS = [
  "at",
  "who",
  "kind",
  "role",
  "address",
  "action",
  "session",
  "target",
  "reason",
  "before",
  "after",
  "outcome",
  "detail",
  "requestId",
  "id",
];

export const AUDIT_LOG_FILES: Readonly<Record<ExportFormat, AuditLogFile>> = {
  csv: {
    contentType: "text/csv; charset=utf-8; header=present",
    begin: `${CSV_COLUMNS.join(",")}\n`,
    // Spreadsheets run what begins like a formula, and a reason or a visitor's address is anybody's text.
    write: (entries) => stringify(entries.map(toRow), { columns: CSV_COLUMNS, escape_formulas: true }),
    end: "",
  },
  json: {
    contentType: "application/json; charset=utf-8",
    begin: "[",
    write: (entries, isFirst) =>
      entries
        .map((entry, index) => `${isFirst && index === 0 ? "\n" : ",\n"}${JSON.stringify(toRecord(entry))}`)
        .join(""),
    end: "\n]\n",
  },
};

function toRecord({ at, actor, sessionId, ...entry }: AuditEntry) {
  return { at: new Date(at).toISOString(), who: actor.name, kind: actor.kind, session: sessionId, ...entry };
}

function toRow(entry: AuditEntry) {
  const { before, after, ...record } = toRecord(entry);
  return { ...record, before: toJson(before), after: toJson(after) };
}

function toJson(value: unknown): string {
  return value === null || value === undefined ? "" : JSON.stringify(value);
}
