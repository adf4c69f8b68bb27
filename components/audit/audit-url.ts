// The server's half of nuqs, since the page reads the URL there first.
import { parseAsString } from "nuqs/server";
import type { AuditFilterText } from "@/lib/api/audit";

/** The filters stand in the URL as the API takes them, so that a view can be sent to a colleague. */
export const auditFilterParsers = {
  who: parseAsString,
  what: parseAsString,
  outcome: parseAsString,
  session: parseAsString,
  from: parseAsString,
  to: parseAsString,
};

export type AuditFilterView = Record<keyof typeof auditFilterParsers, string | null>;
export type ChangeAuditFilter = (change: Partial<AuditFilterView>) => void;

export const NO_FILTER: AuditFilterView = {
  who: null,
  what: null,
  outcome: null,
  session: null,
  from: null,
  to: null,
};

/** What is set of it. */
export function toFilterText(view: AuditFilterView): AuditFilterText {
  return Object.fromEntries(Object.entries(view).filter(([, value]) => value !== null && value !== ""));
}
