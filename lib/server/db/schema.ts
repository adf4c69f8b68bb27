import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgEnum,
  pgSequence,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import type { Activity } from "@/lib/domain/activity";
import { ACTOR_KINDS, AUDIT_OUTCOMES } from "@/lib/domain/audit";
import {
  DELIVERY_STATES,
  NOTICE_KINDS,
  type NoticeChoices,
  type NoticeKind,
  WEBHOOK_FORMATS,
} from "@/lib/domain/notice";
import type { Owner } from "@/lib/domain/owner";
import { ROLES } from "@/lib/domain/permissions";
import { POLICY_MODES, type PolicyRule } from "@/lib/domain/policy";
import type { Protection } from "@/lib/domain/protection";
import { type DecidedOn, INTENT_STATES, type Releaser } from "@/lib/domain/release";
import { SESSION_STATUSES, type Session, type SessionNotes } from "@/lib/domain/session";
import { inAuditOrder } from "./audit-order";

export const setting = pgTable("setting", {
  key: text().primaryKey(),
  value: jsonb().notNull(),
  updatedAt: instant("updated_at").notNull().defaultNow(),
});

export const role = pgEnum("role", ROLES);

/** The property names of this and the next three tables are better-auth's, which knows them as user, session, account. */
export const person = pgTable("person", {
  id: text().primaryKey(),
  /** Lower case. */
  email: text().notNull().unique(),
  name: text().notNull(),
  emailVerified: boolean("email_verified").notNull().default(false),
  image: text(),
  role: role().notNull(),
  deactivatedAt: instant("deactivated_at"),
  createdAt: instant("created_at").notNull().defaultNow(),
  updatedAt: instant("updated_at").notNull().defaultNow(),
});

/** One browser in which a person is signed in. Not a Browserbase session, hence the name. */
export const signIn = pgTable(
  "sign_in",
  {
    id: text().primaryKey(),
    userId: personId("person_id"),
    token: text().notNull().unique(),
    expiresAt: instant("expires_at").notNull(),
    ipAddress: text("address"),
    userAgent: text("user_agent"),
    createdAt: instant("created_at").notNull().defaultNow(),
    updatedAt: instant("updated_at").notNull().defaultNow(),
  },
  (table) => [index("sign_in_person").on(table.userId)],
);

/** A way for a person to prove who they are: a password, or an account at the OpenID provider. */
export const credential = pgTable(
  "credential",
  {
    id: text().primaryKey(),
    userId: personId("person_id"),
    providerId: text("provider").notNull(),
    accountId: text("account").notNull(),
    /** Hashed. */
    password: text(),
    accessToken: text("access_token"),
    refreshToken: text("refresh_token"),
    idToken: text("id_token"),
    accessTokenExpiresAt: instant("access_token_expires_at"),
    refreshTokenExpiresAt: instant("refresh_token_expires_at"),
    scope: text(),
    createdAt: instant("created_at").notNull().defaultNow(),
    updatedAt: instant("updated_at").notNull().defaultNow(),
  },
  (table) => [
    index("credential_person").on(table.userId),
    index("credential_account").on(table.providerId, table.accountId),
  ],
);

/** What better-auth must remember between leaving for the OpenID provider and coming back. */
export const verification = pgTable(
  "verification",
  {
    id: text().primaryKey(),
    identifier: text().notNull(),
    value: text().notNull(),
    expiresAt: instant("expires_at").notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
    updatedAt: instant("updated_at").notNull().defaultNow(),
  },
  (table) => [index("verification_identifier").on(table.identifier)],
);

/** A link that makes whoever opens it a person here, or lets a person choose a new password. Only its hash is kept. */
export const invitation = pgTable("invitation", {
  id: text().primaryKey(),
  tokenHash: text("token_hash").notNull().unique(),
  /** Lower case. */
  email: text().notNull(),
  /** Of the person to be; without it the link sets a password. */
  role: role(),
  invitedBy: text("invited_by").notNull(),
  createdAt: instant("created_at").notNull().defaultNow(),
  expiresAt: instant("expires_at").notNull(),
});

/** Who did what. Rows are only added, but for the outcome of what was only requested: a trigger holds that. */
export const auditEntry = pgTable(
  "audit_entry",
  {
    id: bigint({ mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    at: instant("at").notNull().defaultNow(),
    actorKind: text("actor_kind", { enum: ACTOR_KINDS }).notNull(),
    personId: text("person_id"),
    /** The person's address at the time, or what a visitor gave as theirs. */
    actorName: text("actor_name").notNull(),
    role: role(),
    address: text(),
    action: text().notNull(),
    sessionId: text("session_id"),
    /** Whom or what it was done to, if not a session. */
    target: text(),
    reason: text(),
    before: jsonb(),
    after: jsonb(),
    outcome: text({ enum: AUDIT_OUTCOMES }).notNull(),
    /** Why it was refused or failed. */
    detail: text(),
    requestId: text("request_id"),
  },
  // Ascending, and read backwards: an index that is descending with nulls last does not give `order by at desc`. Each
  // filter of the audit page is an equality on the columns before (at, id), so that a page is one range of one index.
  ({ at, id, actorName, action, outcome, sessionId }) => [
    index("audit_entry_at").on(at, id).where(inAuditOrder("by time", id)),
    index("audit_entry_actor_at").on(actorName, at, id).where(inAuditOrder("by actor", id)),
    index("audit_entry_action_at").on(action, outcome, at, id).where(inAuditOrder("by action", id)),
    index("audit_entry_actor_action_at")
      .on(actorName, action, outcome, at, id)
      .where(inAuditOrder("by actor and action", id)),
    // The operator class makes a prefix of an id a range, whatever the database sorts text by.
    index("audit_entry_session_at").on(sessionId.op("text_pattern_ops"), at, id),
    index("audit_entry_requested").on(at).where(sql`${outcome} = 'requested'`),
  ],
);

/** One row: which of the servers on this database asks upstream, and what it knows beside the sessions. */
export const feedLease = pgTable("feed_lease", {
  name: text().primaryKey(),
  holder: text().notNull(),
  /** By the database's clock, as all that is compared between servers. */
  expiresAt: instant("expires_at").notNull(),
  /** How often any server wished that upstream were asked again. */
  wishes: bigint({ mode: "number" }).notNull().default(0),
  /** Numbers what was written: an epoch for each whole picture, and in it a version for each change to that. */
  epoch: text(),
  version: bigint({ mode: "number" }),
  writtenAt: instant("written_at"),
  facts: jsonb(),
});

/** The sessions of that picture. A removed one stays a while without its session, for servers that still show it. */
export const feedSession = pgTable(
  "feed_session",
  {
    id: text().primaryKey(),
    version: bigint({ mode: "number" }).notNull(),
    session: jsonb(),
    writtenAt: instant("written_at").notNull().defaultNow(),
  },
  ({ version }) => [index("feed_session_version").on(version)],
);

export const noteVersion = pgSequence("note_version");

/**
 * What is remembered of a session beside what upstream says: what it was, whose, how it was used. A row is written when
 * the session is first seen, or created here, and stays for a month after its end, for what is learned from it.
 */
export const sessionRecord = pgTable(
  "session_record",
  {
    id: text().primaryKey(),
    /** All but the notes of `Session`, as last seen; absent until the list has had it. */
    session: jsonb().$type<Omit<Session, keyof SessionNotes>>(),
    startedAt: instant("started_at").notNull(),
    endedAt: instant("ended_at"),
    status: text({ enum: SESSION_STATUSES }).notNull(),
    keepAlive: boolean("keep_alive").notNull(),
    owner: jsonb().$type<Owner>(),
    activity: jsonb().$type<Activity>(),
    /** Epoch ms: `[from, to]` of each silence of a minute or more in its CDP log, in order. */
    silences: jsonb().$type<[from: number, to: number][]>(),
    protection: jsonb().$type<Protection>(),
    /** Numbers the changes of the notes over all rows, for servers that follow them. */
    version: bigint({ mode: "number" }).notNull().default(sql`nextval('note_version')`),
  },
  ({ endedAt, version }) => [index("session_record_ended").on(endedAt), index("session_record_version").on(version)],
);

/** One act of somebody that ends sessions, one or many: written before anything is asked of upstream. */
export const release = pgTable(
  "release",
  {
    id: text().primaryKey(),
    by: jsonb().$type<Releaser>().notNull(),
    reason: text(),
    createdAt: instant("created_at").notNull().defaultNow(),
    /** When it may be carried out, by the database's clock. */
    dueAt: instant("due_at").notNull(),
    total: integer().notNull(),
    settledAt: instant("settled_at"),
  },
  ({ createdAt, settledAt }) => [
    index("release_created").on(createdAt),
    index("release_open").on(createdAt).where(sql`${settledAt} is null`),
  ],
);

/** What is to become of one session of a release, and what has. */
export const releaseIntent = pgTable(
  "release_intent",
  {
    id: bigint({ mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    releaseId: text("release_id")
      .notNull()
      .references(() => release.id, { onDelete: "cascade" }),
    sessionId: text("session_id").notNull(),
    state: text({ enum: INTENT_STATES }).notNull().default("waiting"),
    /** What was known of the session when it was decided. */
    decided: jsonb().$type<DecidedOn>().notNull(),
    attempts: integer().notNull().default(0),
    nextAttemptAt: instant("next_attempt_at").notNull(),
    /** The server that is at it, until when. */
    claimedBy: text("claimed_by"),
    claimedUntil: instant("claimed_until"),
    /** When the first request left that may have been carried out. */
    sentAt: instant("sent_at"),
    settledAt: instant("settled_at"),
    detail: text(),
    /** When the session was used last, if that is why it was skipped. On upstream's clock. */
    usedAt: instant("used_at"),
    /** Billed minutes that would have followed. */
    savedMinutes: integer("saved_minutes"),
    auditEntryId: bigint("audit_entry_id", { mode: "number" }),
    version: bigint({ mode: "number" }).notNull().default(sql`nextval('note_version')`),
  },
  ({ id, releaseId, sessionId, state, nextAttemptAt, settledAt, version }) => [
    index("release_intent_release").on(releaseId),
    // One release of a session at a time, whoever asks.
    uniqueIndex("release_intent_open").on(sessionId).where(isOpen(state)),
    // Of each release by itself, however many others wait before it.
    index("release_intent_due").on(releaseId, nextAttemptAt, id).where(isOpen(state)),
    index("release_intent_settled").on(settledAt),
    index("release_intent_version").on(version),
  ],
);

/** A rule by which Keepwatch releases by itself. */
export const policy = pgTable("policy", {
  id: text().primaryKey(),
  name: text().notNull().unique(),
  mode: text({ enum: POLICY_MODES }).notNull().default("dry"),
  rule: jsonb().$type<PolicyRule>().notNull(),
  /** Why the circuit breaker stopped it. */
  stoppedReason: text("stopped_reason"),
  stoppedAt: instant("stopped_at"),
  createdBy: text("created_by").notNull(),
  createdAt: instant("created_at").notNull().defaultNow(),
  updatedAt: instant("updated_at").notNull().defaultNow(),
});

/** That a policy is about to release a session, said once, and when it will. */
export const policyWarning = pgTable(
  "policy_warning",
  {
    policyId: text("policy_id")
      .notNull()
      .references(() => policy.id, { onDelete: "cascade" }),
    sessionId: text("session_id").notNull(),
    warnedAt: instant("warned_at").notNull(),
    dueAt: instant("due_at").notNull(),
  },
  ({ policyId, sessionId }) => [primaryKey({ columns: [policyId, sessionId] })],
);

/** Something that people want to be told of, once for each deadline. */
export const notice = pgTable(
  "notice",
  {
    id: bigint({ mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    at: instant("at").notNull().defaultNow(),
    kind: text({ enum: NOTICE_KINDS }).notNull(),
    /** What makes it the same notice: its kind, its subject and the deadline. */
    onceKey: text("once_key").notNull().unique(),
    sessionId: text("session_id"),
    message: text().notNull(),
    data: jsonb(),
    /** The notice for many that told of it. Written with it, so that both are removed together. */
    toldWith: bigint("told_with", { mode: "number" }),
  },
  ({ id, at, toldWith }) => [index("notice_at").on(at), index("notice_shown").on(id).where(sql`${toldWith} is null`)],
);

/** Where notices are sent. */
export const webhook = pgTable("webhook", {
  id: text().primaryKey(),
  name: text().notNull(),
  url: text().notNull(),
  format: text({ enum: WEBHOOK_FORMATS }).notNull(),
  kinds: jsonb().$type<NoticeKind[]>().notNull(),
  /** What the generic format is signed with; shown once. */
  secret: text().notNull(),
  createdBy: text("created_by").notNull(),
  createdAt: instant("created_at").notNull().defaultNow(),
  pausedAt: instant("paused_at"),
});

export const webhookDelivery = pgTable(
  "webhook_delivery",
  {
    id: bigint({ mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    webhookId: text("webhook_id")
      .notNull()
      .references(() => webhook.id, { onDelete: "cascade" }),
    noticeId: bigint("notice_id", { mode: "number" })
      .notNull()
      .references(() => notice.id, { onDelete: "cascade" }),
    state: text({ enum: DELIVERY_STATES }).notNull().default("waiting"),
    attempts: integer().notNull().default(0),
    nextAttemptAt: instant("next_attempt_at").notNull(),
    claimedBy: text("claimed_by"),
    claimedUntil: instant("claimed_until"),
    lastStatus: integer("last_status"),
    lastError: text("last_error"),
    settledAt: instant("settled_at"),
  },
  ({ webhookId, noticeId, state, nextAttemptAt }) => [
    uniqueIndex("webhook_delivery_once").on(webhookId, noticeId),
    index("webhook_delivery_due").on(nextAttemptAt).where(sql`${state} = 'waiting'`),
  ],
);

/** What a person chose to be told of, and how. */
export const noticeChoice = pgTable("notice_choice", {
  personId: text("person_id")
    .primaryKey()
    .references(() => person.id, { onDelete: "cascade" }),
  choices: jsonb().$type<NoticeChoices>().notNull(),
});

function isOpen(state: Parameters<typeof sql>[1]) {
  return sql`${state} in ('waiting', 'sending', 'verifying')`;
}

function instant(name: string) {
  return timestamp(name, { withTimezone: true });
}

function personId(name: string) {
  return text(name)
    .notNull()
    .references(() => person.id, { onDelete: "cascade" });
}
