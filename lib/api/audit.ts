import * as z from "zod/mini";
import { type ActorKind, AUDIT_OUTCOMES, type AuditOutcome, isAuditAction } from "@/lib/domain/audit";
import type { Role } from "@/lib/domain/permissions";

const AUDIT_PAGE_ENTRIES = 50;
const MAX_PAGE_ENTRIES = 200;
/** What people read out of an id. Less would be many sessions, and slow to put in order. */
const MIN_SESSION_CHARACTERS = 8;

const outcomes = AUDIT_OUTCOMES.join(", ");

const instantSchema = z.pipe(
  z
    .string("must be an instant")
    .check(z.iso.datetime({ offset: true, error: "must be an instant such as 2026-01-31T09:00:00Z" })),
  z.transform((text: string) => Date.parse(text)),
);

const actionsSchema = z.pipe(
  z.string("must be one or several actions, separated by commas").check(z.maxLength(1000, "is too long")),
  z.transform((text: string, issues) => {
    const actions = [...new Set(text.split(","))].filter(isAuditAction);
    const unknown = text.split(",").find((action) => !isAuditAction(action));
    if (unknown === undefined) return actions;
    issues.issues.push({ code: "custom", message: `${JSON.stringify(unknown)} is not an action`, input: text });
    return z.NEVER;
  }),
);

const filterShape = {
  /** Exactly this address; `keepwatch` for what Keepwatch did by itself. */
  who: z.optional(
    z
      .string("must be an address")
      .check(z.trim(), z.toLowerCase(), z.minLength(1, "must not be empty"), z.maxLength(254, "is too long")),
  ),
  what: z.optional(actionsSchema),
  outcome: z.optional(z.enum(AUDIT_OUTCOMES, `must be one of ${outcomes}`)),
  session: z.optional(
    z
      .string("must be a session id")
      .check(
        z.trim(),
        z.regex(/^[\w-]{1,64}$/, "must be a session id"),
        z.minLength(
          MIN_SESSION_CHARACTERS,
          `must be a session id, or at least its first ${MIN_SESSION_CHARACTERS} characters`,
        ),
      ),
  ),
  /** From this instant on. */
  from: z.optional(instantSchema),
  /** Before this instant. */
  to: z.optional(instantSchema),
};

const laterThanFrom = z.refine<{ from?: number; to?: number }>(
  ({ from, to }) => from === undefined || to === undefined || from < to,
  { error: "must be later than from", path: ["to"] },
);

export const AuditFilter = z.strictObject(filterShape).check(laterThanFrom);
export type AuditFilter = z.infer<typeof AuditFilter>;

/** As it stands in a URL, not parsed yet: the query of `GET /api/audit`, and of the page. */
export type AuditFilterText = Partial<Record<keyof typeof filterShape, string>>;

/** Where the next page begins, for whom it is only text. `atMicros`: epoch microseconds, as exact as the database. */
export type AuditCursor = { atMicros: number; id: number };

const cursorSchema = z.pipe(
  z
    .string("must be text")
    .check(z.regex(/^[\da-z]{1,11}\.[\da-z]{1,11}$/, "must be what an earlier page gave as next")),
  z.transform((text: string): AuditCursor => {
    const [atMicros = 0, id = 0] = text.split(".").map((part) => Number.parseInt(part, 36));
    return { atMicros: Math.min(atMicros, MAX_INSTANT_MICROS), id: Math.min(id, Number.MAX_SAFE_INTEGER) };
  }),
);
/** The last instant of a Date that is also a whole number in JavaScript. */
const MAX_INSTANT_MICROS = 8.64e15;

export function formatCursor({ atMicros, id }: AuditCursor): string {
  return `${atMicros.toString(36)}.${id.toString(36)}`;
}

/** `GET /api/audit`. */
export const ListAuditInput = z
  .strictObject({
    ...filterShape,
    cursor: z.optional(cursorSchema),
    limit: z._default(
      z.pipe(
        z.string("must be a number").check(z.regex(/^[1-9]\d{0,2}$/, `must be from 1 to ${MAX_PAGE_ENTRIES}`)),
        z
          .transform((text: string) => Number(text))
          .check(z.refine((limit) => limit <= MAX_PAGE_ENTRIES, `must be from 1 to ${MAX_PAGE_ENTRIES}`)),
      ),
      AUDIT_PAGE_ENTRIES,
    ),
  })
  .check(laterThanFrom);
export type ListAuditInput = z.infer<typeof ListAuditInput>;

export const EXPORT_FORMATS = ["csv", "json"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** `GET /api/audit/export`. */
export const ExportAuditInput = z
  .strictObject({ ...filterShape, format: z.enum(EXPORT_FORMATS, `must be one of ${EXPORT_FORMATS.join(", ")}`) })
  .check(laterThanFrom);
export type ExportAuditInput = z.infer<typeof ExportAuditInput>;

export type AuditEntry = {
  id: number;
  /** Epoch ms. */
  at: number;
  actor: { kind: ActorKind; name: string };
  /** The person's at that time. */
  role: Role | null;
  /** Where the request came from. */
  address: string | null;
  /** An `AuditAction`, or one that a newer Keepwatch wrote. */
  action: string;
  sessionId: string | null;
  target: string | null;
  reason: string | null;
  before: unknown;
  after: unknown;
  outcome: AuditOutcome;
  /** Why it was refused or failed. */
  detail: string | null;
  requestId: string | null;
};

/** One page, newest first. `next` is the cursor of the page after it; `null` when this is the last one. */
export type AuditPage = { now: number; retentionDays: number | null; entries: AuditEntry[]; next: string | null };
