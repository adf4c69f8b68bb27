import { sql } from "drizzle-orm";
import { bigint, boolean, index, jsonb, pgEnum, pgTable, text, timestamp } from "drizzle-orm/pg-core";
import { ACTOR_KINDS, AUDIT_OUTCOMES } from "@/lib/domain/audit";
import { ROLES } from "@/lib/domain/permissions";
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

function instant(name: string) {
  return timestamp(name, { withTimezone: true });
}

function personId(name: string) {
  return text(name)
    .notNull()
    .references(() => person.id, { onDelete: "cascade" });
}
