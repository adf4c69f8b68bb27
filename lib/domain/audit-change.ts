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
  mode: { name: "mode", none: "none", format: (text) => text },
  idleSeconds: { name: "idle for", none: "off", format: (text) => formatDuration(Number(text)) },
  maximumSeconds: { name: "maximum age", none: "off", format: (text) => formatDuration(Number(text)) },
  minAgeSeconds: { name: "never younger than", none: "none", format: (text) => formatDuration(Number(text)) },
  graceSeconds: { name: "warned before", none: "none", format: (text) => formatDuration(Number(text)) },
  metadata: { name: "metadata", none: "any", format: (text) => text },
  owner: { name: "owner", none: "anybody", format: (text) => text },
  maxAtOnce: { name: "most at once", none: "none", format: (text) => text },
  maxSharePercent: { name: "largest share", none: "none", format: (text) => `${text} %` },
  minTimeoutSeconds: {
    name: "shortest timeout",
    none: "Browserbase's",
    format: (text) => formatDuration(Number(text)),
  },
  maxTimeoutSeconds: { name: "longest timeout", none: "Browserbase's", format: (text) => formatDuration(Number(text)) },
  keepAliveFor: { name: "keepAlive for", none: "nobody", format: (text) => text },
  maxKeepAliveTimeoutSeconds: {
    name: "longest timeout with keepAlive",
    none: "none",
    format: (text) => formatDuration(Number(text)),
  },
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
