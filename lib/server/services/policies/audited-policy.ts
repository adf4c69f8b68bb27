import { formatMetadataExpression } from "@/lib/domain/metadata-expression";
import type { PolicyMode, PolicyRule } from "@/lib/domain/policy";

type Audited = Readonly<Record<string, string | number | null>>;

/** A policy as the audit log tells it. */
export function auditedPolicy({ mode, rule }: { mode: PolicyMode; rule: PolicyRule }): Audited {
  return { mode, ...rule, metadata: formatMetadataExpression(rule.metadata) || null };
}

/** Of two tellings what differs, side by side. */
export function changedPart(before: Audited, after: Audited): { before: Audited; after: Audited } {
  const keys = Object.keys(after).filter((key) => before[key] !== after[key]);
  const pick = (from: Audited) => Object.fromEntries(keys.map((key) => [key, from[key] ?? null]));
  return { before: pick(before), after: pick(after) };
}
