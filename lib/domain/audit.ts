/** What an entry of the audit log may be about, and how people read it: as what was asked for, since it may be refused. */
export const AUDIT_ACTIONS = {
  "session.create": "Create a session",
  "session.release": "Release a session",
  "session.protect": "Protect a session",
  "session.unprotect": "End the protection of a session",
  "session.reveal-connect-url": "Reveal a connect URL",
  "session.open-live-view": "Open a live view",
  "release.now": "Carry out a release at once",
  "release.cancel": "Undo a release",
  "settings.default-timeout": "Change the default timeout",
  "settings.owner-key": "Change where the owner is read from",
  "settings.price": "Change the price of a browser hour",
  "settings.audit-retention": "Change how long the audit log is kept",
  "settings.session-rules": "Change the rules for new sessions",
  "policy.create": "Create a policy",
  "policy.change": "Change a policy",
  "policy.set-mode": "Switch a policy",
  "policy.stop": "Stop by the circuit breaker",
  "policy.delete": "Delete a policy",
  "person.create-first": "Set up the first admin",
  "person.join": "Join by an invitation",
  "person.join-by-openid": "Join by the OpenID provider",
  "person.link-openid": "Link an account of the OpenID provider",
  "person.change-role": "Change a role",
  "person.deactivate": "Deactivate a person",
  "person.reactivate": "Reactivate a person",
  "person.reset-password": "Make a link to set a new password",
  "invitation.create": "Invite a person",
  "invitation.revoke": "Revoke an invitation",
  "account.sign-in": "Sign in",
  "account.sign-out": "Sign out",
  "account.sign-out-everywhere": "Sign out everywhere",
  "account.change-password": "Change one's password",
  "audit.read": "Read the audit log",
  "audit.export": "Export the audit log",
  "audit.prune": "Remove old audit entries",
  "people.read": "Read the list of people",
  "webhook.read": "Read the webhooks",
  "webhook.create": "Add a webhook",
  "webhook.change": "Change a webhook",
  "webhook.remove": "Remove a webhook",
  "webhook.test": "Send a test by a webhook",
  "webhook.rotate-secret": "Make a new secret of a webhook",
  "webhook.retry": "Send a notice by a webhook again",
  "page.open": "Open a page",
} as const;

export type AuditAction = keyof typeof AUDIT_ACTIONS;

export function isAuditAction(value: unknown): value is AuditAction {
  return typeof value === "string" && Object.hasOwn(AUDIT_ACTIONS, value);
}

/** An action that a newer Keepwatch wrote to the same database is shown by its name. */
export function actionLabel(action: string): string {
  return isAuditAction(action) ? AUDIT_ACTIONS[action] : action;
}

/**
 * `requested`: recorded before it was asked of upstream, and not answered yet. `unknown`: the server stopped before the
 * answer. `refused`: whoever asked may not, or upstream would not. `skipped`: it was undone, or no longer right, before it
 * was asked of upstream. `failed`: it was tried, and did not work.
 */
export const AUDIT_OUTCOMES = ["requested", "done", "refused", "skipped", "failed", "unknown"] as const;
export type AuditOutcome = (typeof AUDIT_OUTCOMES)[number];

/** `visitor`: not signed in; the name is the address they gave. */
export const ACTOR_KINDS = ["person", "visitor", "system", "policy"] as const;
export type ActorKind = (typeof ACTOR_KINDS)[number];

/** What Keepwatch does by itself is entered under this name. */
export const SYSTEM_ACTOR_NAME = "Keepwatch";

export const DEFAULT_RETENTION_DAYS = 365;
export const MIN_RETENTION_DAYS = 30;
export const MAX_RETENTION_DAYS = 3650;
