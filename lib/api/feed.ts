import * as z from "zod/mini";
import type { Activity } from "@/lib/domain/activity";
import { NOTICE_KINDS, type Notice } from "@/lib/domain/notice";
import { OWNER_KINDS } from "@/lib/domain/owner";
import { INTENT_STATES, RELEASER_KINDS, type ReleaseSummary } from "@/lib/domain/release";
import { SESSION_STATUSES, type Session } from "@/lib/domain/session";
import { ERROR_CODES } from "./errors";
import type { Snapshot } from "./snapshot";

/*
 * `GET /api/feed`: the picture of upstream as server-sent events, `text/event-stream`.
 *
 *   id: <epoch>.<version>
 *   event: snapshot | delta | heartbeat
 *   data: one line of JSON
 *
 * The first event of an answer is a snapshot. To whoever names the last id that they applied, in the header
 * `Last-Event-ID` or as `?after=<id>`, it is one delta or heartbeat that brings them up to date instead, as long as the
 * epoch is still this server's and the version is still kept. So after a reconnect: apply what comes, whatever it is.
 *
 * Each look at upstream ends in one event: a delta when anything changed, else a heartbeat, which says no more than that
 * the picture still holds as of `asOf`. While nobody has to be asked, or upstream is failing, a heartbeat comes every
 * ten seconds, give or take a tenth. Silence of twenty-five seconds means that the line is dead.
 *
 * `now` is upstream's clock when the event left the server; the event may have waited on its way since. Only for the
 * first event of an answer is it known that it left after the request for it did.
 *
 * The server ends the stream when the viewer cannot keep up, is no longer signed in or may no longer look. Asking again
 * tells which: 200, 401, 403, or 429 when the same person watches too often. `retry:` says how long to wait first.
 */

const failure = z.nullable(z.object({ since: z.number(), code: z.enum(ERROR_CODES), message: z.string() }));
const project = z.nullable(
  z.object({ id: z.string(), name: z.string(), concurrency: z.number(), defaultTimeoutSeconds: z.number() }),
);
/** Keepwatch's own settings. */
const own = {
  defaultTimeoutSeconds: z.nullable(z.number()),
  ownerKey: z.nullable(z.string()),
  usdPerHour: z.nullable(z.number()),
};

const owner = z.object({ kind: z.enum(OWNER_KINDS), id: z.optional(z.string()), name: z.string() });

const activity: z.ZodMiniType<Activity> = z.object({
  checkedAt: z.nullable(z.number()),
  lastAt: z.nullable(z.number()),
  problem: z.optional(z.string()),
  watchedAt: z.optional(z.number()),
  page: z.optional(z.object({ title: z.string(), host: z.string() })),
});

const protection = z.object({ until: z.number(), reason: z.string(), by: z.string() });

const releaser = z.object({ kind: z.enum(RELEASER_KINDS), id: z.string(), name: z.string() });
const intentState = z.enum(INTENT_STATES);

const release = z.object({
  id: z.string(),
  state: intentState,
  by: releaser,
  reason: z.optional(z.string()),
  dueAt: z.number(),
  detail: z.optional(z.string()),
  usedAt: z.optional(z.number()),
});

const releases: z.ZodMiniType<readonly ReleaseSummary[]> = z.array(
  z.object({
    id: z.string(),
    by: releaser,
    reason: z.optional(z.string()),
    createdAt: z.number(),
    dueAt: z.number(),
    total: z.number(),
    counts: z.partialRecord(intentState, z.number()),
    settledAt: z.optional(z.number()),
  }),
);

const warning = z.object({ policyId: z.string(), policyName: z.string(), dueAt: z.number() });

const notices: z.ZodMiniType<readonly Notice[]> = z.array(
  z.object({
    id: z.number(),
    at: z.number(),
    kind: z.enum(NOTICE_KINDS),
    sessionId: z.optional(z.string()),
    message: z.string(),
  }),
);

const session: z.ZodMiniType<Session> = z.object({
  id: z.string(),
  projectId: z.string(),
  status: z.enum(SESSION_STATUSES),
  keepAlive: z.boolean(),
  region: z.string(),
  startedAt: z.number(),
  expiresAt: z.number(),
  endedAt: z.optional(z.number()),
  missingSince: z.optional(z.number()),
  isEndInferred: z.optional(z.boolean()),
  userMetadata: z.record(z.string(), z.unknown()),
  owner: z.optional(owner),
  activity: z.optional(activity),
  protection: z.optional(protection),
  release: z.optional(release),
  warning: z.optional(warning),
});

const times = { now: z.number(), asOf: z.nullable(z.number()) };

const snapshot: z.ZodMiniType<Snapshot> = z.object({
  ...times,
  sessions: z.array(session),
  failure,
  project,
  releases,
  notices,
  ...own,
});

/** What changed since the event before. What is left out did not; `failure: null` says that upstream is well again. */
const FeedDelta = z.object({
  ...times,
  /** Each as it is now, new ones among them. */
  changed: z.array(session),
  /** The ids of those that are no longer part of the picture. */
  removed: z.array(z.string()),
  failure: z.optional(failure),
  project: z.optional(project),
  releases: z.optional(releases),
  notices: z.optional(notices),
  defaultTimeoutSeconds: z.optional(own.defaultTimeoutSeconds),
  ownerKey: z.optional(own.ownerKey),
  usdPerHour: z.optional(own.usdPerHour),
});
export type FeedDelta = z.infer<typeof FeedDelta>;

/** An event by its name and its data, parsed. */
export const FeedEvent = z.discriminatedUnion("event", [
  z.object({ event: z.literal("snapshot"), data: snapshot }),
  z.object({ event: z.literal("delta"), data: FeedDelta }),
  z.object({ event: z.literal("heartbeat"), data: z.object(times) }),
]);
export type FeedEvent = z.infer<typeof FeedEvent>;

/** `GET /api/feed?after=`, for readers that cannot send `Last-Event-ID`. */
export const FeedInput = z.strictObject({ after: z.optional(z.string().check(z.maxLength(100, "must be an id"))) });
export type FeedInput = z.infer<typeof FeedInput>;
