import type { AuditEntry } from "@/lib/api/audit";
import { type AuditChange, describeChange } from "@/lib/domain/audit-change";

/** What was before, and what is since. */
export function ChangeList({ entry, timeZone }: { entry: AuditEntry; timeZone: string }) {
  const changes = describeChange(entry, timeZone);
  if (changes.length === 0) return null;
  return (
    <ul className="flex flex-wrap gap-x-3 text-small">
      {changes.map((change) => (
        <li key={change.name ?? ""} className="min-w-0 break-words">
          {change.name ? <span className="text-ink-faint">{change.name} </span> : null}
          <Values {...change} />
        </li>
      ))}
    </ul>
  );
}

function Values({ before, after }: AuditChange) {
  if (before === undefined) return after;
  if (before === after) return before;
  return (
    <>
      <span className="text-ink-faint">{before}</span>
      <span aria-hidden> → </span>
      <span className="sr-only"> became </span>
      {after ?? "nothing"}
    </>
  );
}
