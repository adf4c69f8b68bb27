import { formatDuration } from "./duration";
import { type MetadataEntries, metadataEntries } from "./metadata";

/** One thing that changed or was chosen, as people read it. Without a name the action says what it is. */
export type AuditChange = { name?: string; before?: string; after?: string };

type Wording = { name?: string; none: string; format: (text: string) => string };

/** What an entry says in one word goes without it: `15 min → 1 h`. */
const WORDINGS: Readonly<Record<string, Wording>> = {
  seconds: { none: "the project's", format: (text) => formatDuration(Number(text)) },
  timeoutSeconds: { name: "timeout", none: "none", format: (text) => formatDuration(Number(text)) },
  days: { none: "for ever", format: (text) => `${text} days` },
  role: { name: "role", none: "none", format: (text) => text },
  invitedBy: { name: "invited by", none: "nobody", format: (text) => text },
  endedLinks: { name: "links ended", none: "none", format: (text) => text },
};

/** What an entry holds of before and after, side by side. */
export function describeChange(before: unknown, after: unknown): AuditChange[] {
  const was = new Map(entriesOf(before));
  const is = new Map(entriesOf(after));
  return [...new Set([...was.keys(), ...is.keys()])].map((key) => {
    const { name, ...wording } = WORDINGS[key] ?? { name: key, none: "none", format: (text: string) => text };
    const say = (text: string | undefined) => (text === "null" ? wording.none : text && wording.format(text));
    return { name, before: say(was.get(key)), after: say(is.get(key)) };
  });
}

function entriesOf(value: unknown): MetadataEntries {
  if (value === null || value === undefined) return [];
  const record = typeof value === "object" ? { ...value } : { value };
  return metadataEntries(record);
}
