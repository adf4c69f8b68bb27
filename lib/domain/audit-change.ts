import { formatDuration } from "./duration";
import { formatClock, formatInstant } from "./instant";
import { type MetadataEntries, metadataEntries } from "./metadata";
import { NOTICE_KINDS, WEBHOOK_FORMATS } from "./notice";
import { FORMAT_LABELS, NOTICE_LABELS } from "./notice-labels";

/** One thing that changed or was chosen, as people read it. Without a name the action says what it is. */
export type AuditChange = { name?: string; before?: string; after?: string };

type Told = { before: unknown; after: unknown; reason: string | null };

type Wording = { name?: string; none: string; format: (text: string, timeZone: string) => string };

/** What an entry says in one word goes without it: `15 min → 1 h`. */
const WORDINGS: Readonly<Record<string, Wording>> = {
  seconds: { none: "the project's", format: (text) => formatDuration(Number(text)) },
  timeoutSeconds: { name: "timeout", none: "none", format: (text) => formatDuration(Number(text)) },
  days: { none: "for ever", format: (text) => `${text} days` },
  usdPerHour: { none: "hours only", format: (text) => `$${text} an hour` },
  ownerKey: { none: "from nowhere", format: (text) => `from the metadata key ${text}` },
  until: { name: "until", none: "none", format: (text, timeZone) => sayInstant(Number(text), timeZone) },
  olderThan: { name: "older than", none: "none", format: (text, timeZone) => sayInstant(Date.parse(text), timeZone) },
  from: { name: "from", none: "none", format: (text, timeZone) => sayInstant(Date.parse(text), timeZone) },
  to: { name: "to", none: "none", format: (text, timeZone) => sayInstant(Date.parse(text), timeZone) },
  format: { name: "as", none: "none", format: sayFormat },
  kinds: { name: "tells of", none: "nothing", format: sayKinds },
  isPaused: { name: "paused", none: "no", format: sayYesOrNo },
  active: { name: "active", none: "no", format: sayYesOrNo },
  linkMadeBy: { name: "link made by", none: "nobody", format: (text) => text },
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

/** What an entry holds of before and after, side by side. Of the reason no more than what it does not quote anyway. */
export function describeChange({ before, after, reason }: Told, timeZone: string): AuditChange[] {
  const was = new Map(entriesOf(before));
  const is = new Map(entriesOf(after));
  if (is.get("reason") === reason && (was.get("reason") ?? reason) === reason) {
    was.delete("reason");
    is.delete("reason");
  }
  return [...new Set([...was.keys(), ...is.keys()])].map((key) => {
    const { name, ...wording } = WORDINGS[key] ?? { name: key, none: "none", format: (text: string) => text };
    const say = (text: string | undefined) => (text === "null" ? wording.none : text && wording.format(text, timeZone));
    return { name, before: say(was.get(key)), after: say(is.get(key)) };
  });
}

function entriesOf(value: unknown): MetadataEntries {
  if (value === null || value === undefined) return [];
  const record = typeof value === "object" ? { ...value } : { value };
  return metadataEntries(record);
}

function sayInstant(at: number, timeZone: string): string {
  return `${formatInstant(at, timeZone).date} ${formatClock(at, timeZone)}`;
}

/** Of a webhook; that of an export needs no words. */
function sayFormat(text: string): string {
  const format = WEBHOOK_FORMATS.find((known) => known === text);
  return format ? FORMAT_LABELS[format].name : text;
}

/** Of a list as JSON, in which a newer Keepwatch may have written kinds that this one does not know. */
function sayKinds(text: string): string {
  const kinds: readonly string[] = text.match(/[\w.-]+/g) ?? [];
  return NOTICE_KINDS.every((kind) => kinds.includes(kind)) ? "everything" : kinds.map(sayKind).join(", ");
}

function sayKind(text: string): string {
  const kind = NOTICE_KINDS.find((known) => known === text);
  return kind ? NOTICE_LABELS[kind].name.replace(/^./, (letter) => letter.toLowerCase()) : text;
}

function sayYesOrNo(text: string): string {
  return text === "true" ? "yes" : "no";
}
