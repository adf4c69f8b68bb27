import type { AuditOutcome } from "./audit";
import type { Protection } from "./protection";

/**
 * How the intent to release one session stands.
 *
 *   waiting ──▶ sending ──▶ verifying ──▶ released
 *      │           └──▶ refused
 *      └──▶ cancelled, skipped              from any of the three: already-ended, failed
 *
 * `waiting`: recorded, and no request that may have been carried out has left; one that upstream put off with a 429 waits
 * again. `sending`: upstream is asked, and nobody knows yet whether it heard. `verifying`: it accepted, and the session is
 * still to end. `skipped`: it became active, or was protected, before it was asked for. `refused`: upstream would not.
 * `failed`: given up, after trying; also of what was asked for, and used after that.
 */
export const INTENT_STATES = [
  "waiting",
  "sending",
  "verifying",
  "released",
  "already-ended",
  "skipped",
  "refused",
  "failed",
  "cancelled",
] as const;
export type IntentState = (typeof INTENT_STATES)[number];

/** What the audit log and the marks on every page call it. */
export const INTENT_OUTCOMES: Record<IntentState, AuditOutcome> = {
  waiting: "requested",
  sending: "requested",
  verifying: "requested",
  released: "done",
  "already-ended": "done",
  skipped: "skipped",
  cancelled: "skipped",
  refused: "refused",
  failed: "failed",
};

export const OPEN_INTENT_STATES = ["waiting", "sending", "verifying"] as const satisfies readonly IntentState[];

export function isOpenIntent(state: IntentState): boolean {
  return OPEN_INTENT_STATES.some((open) => open === state);
}

/** For how long a release waits in the open, so that it can be undone. */
export const UNDO_MS = 5_000;
/** A session that is still RUNNING so long after the request is asked to end once more, and that is shown. */
export const VERIFY_WITHIN_MS = 30_000;

export const RELEASER_KINDS = ["person", "token", "policy"] as const;
/** Who wanted it. A policy acts under its own name. */
export type Releaser = { kind: (typeof RELEASER_KINDS)[number]; id: string; name: string };

/** So that nobody takes a policy for a person. */
export function releaserName({ kind, name }: Releaser): string {
  return kind === "policy" ? `policy ${name}` : name;
}

/** What a row tells of the release of its session, while it goes on and for as long as the row stays afterwards. */
export type SessionRelease = {
  /** Of the release, which may be of many sessions. */
  id: string;
  state: IntentState;
  by: Releaser;
  reason?: string;
  /** When it is carried out, on upstream's clock. */
  dueAt: number;
  /**
   * Why it was skipped, refused, or failed; or what it is waiting for. For people: a clause that is as true later as when
   * it was written.
   */
  detail?: string;
  /** When it was used last, if it was skipped for that. On upstream's clock. */
  usedAt?: number;
};

export type IntentCounts = Partial<Record<IntentState, number>>;

/** A release of one session or of many, as a whole. Instants are on upstream's clock. */
export type ReleaseSummary = {
  id: string;
  by: Releaser;
  reason?: string;
  createdAt: number;
  dueAt: number;
  total: number;
  counts: IntentCounts;
  /** When the last of them was settled. */
  settledAt?: number;
};

export function openIntents({ counts }: Pick<ReleaseSummary, "counts">): number {
  return OPEN_INTENT_STATES.reduce((sum, state) => sum + (counts[state] ?? 0), 0);
}

/** What was known of a session when its release was decided. Instants are on upstream's clock. */
export type DecidedOn = {
  at: number;
  /** Its newest known activity; `null` when nothing was known. */
  lastAt: number | null;
  /** Whoever decided knew that it was in use, and wanted it ended all the same. */
  wasActive: boolean;
  /** Whoever decided was shown that nobody knows of its use, and wanted it ended all the same. A policy never does. */
  isUseUnknown?: boolean;
  /** Whoever decided knew that it was protected so, and typed its id all the same. */
  protection?: Protection;
};
