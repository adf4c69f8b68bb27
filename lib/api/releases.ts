import * as z from "zod/mini";
import type { Protection } from "@/lib/domain/protection";
import type { IntentState, ReleaseSummary } from "@/lib/domain/release";
import type { NotReleasedReason } from "@/lib/domain/release-risk";
import { cursorSchema } from "./notices";
import { protectionSchema } from "./protection";
import { SessionIdInput } from "./sessions";

/** As many as the largest projects have, so that all that match a filter go in one release. */
const MAX_RELEASED_SESSIONS = 10_000;

const reasonSchema = z.string("must be text").check(z.trim(), z.maxLength(500, "must be at most 500 characters"));

/** `POST /api/releases`: ends these sessions, and no other, after `UNDO_MS`. */
export const CreateReleaseInput = z.strictObject({
  sessionIds: z
    .array(SessionIdInput.shape.id, "must be a list of session ids")
    .check(
      z.minLength(1, "must name at least one session"),
      z.maxLength(MAX_RELEASED_SESSIONS, `must name at most ${MAX_RELEASED_SESSIONS} sessions`),
    ),
  reason: z.optional(reasonSchema),
  /** How many of them the person was shown to be somebody else's or nobody's. It is refused when there are more. */
  notMine: z.optional(
    z.number("must be a number").check(z.int("must be a whole number"), z.minimum(0, "must not be negative")),
  ),
  /** Those that were shown to be in use, and are to be ended all the same. Of the others any that is in use is skipped. */
  activeIds: z.optional(z.array(SessionIdInput.shape.id, "must be a list of session ids")),
  /** Those of which it was shown that no log tells of their use. It is refused when another has an empty log. */
  unseenIds: z.optional(z.array(SessionIdInput.shape.id, "must be a list of session ids")),
  /**
   * The short id as the person typed it, which is what releasing a protected session takes. One session alone, and no other
   * protection than `shownProtection`.
   */
  protectedShortId: z.optional(z.string("must be text").check(z.maxLength(64, "is too long"))),
  /** The protection that the person was shown. */
  shownProtection: z.optional(protectionSchema),
});
export type CreateReleaseInput = z.infer<typeof CreateReleaseInput>;

/** Why a session that was named is no part of the release. `protection`: what protects it, when that is why. */
export type LeftOut = { sessionId: string; why: NotReleasedReason | "unknown"; protection?: Protection };

/** `release` is `null` when all were left out. */
export type CreateReleaseResult = { release: ReleaseSummary | null; leftOut: LeftOut[] };

/** The `[id]` of a release's routes: `POST /api/releases/[id]/now`, `POST /api/releases/[id]/cancel`. */
export const ReleaseIdInput = z.strictObject({
  id: z.string().check(z.regex(/^[\w-]{1,64}$/, "must be a release id")),
});
export type ReleaseIdInput = z.infer<typeof ReleaseIdInput>;

/** `POST /api/releases/[id]/now`. */
export type CarryOutResult = { release: ReleaseSummary };

/** `POST /api/releases/[id]/cancel`. `sent`: how many were asked of upstream, so that it came too late for them. */
export type CancelReleaseResult = { release: ReleaseSummary; cancelled: number; sent: number };

/** What became of one session of a release. Instants are on upstream's clock. */
export type IntentResult = {
  sessionId: string;
  state: IntentState;
  detail: string | null;
  settledAt: number | null;
  savedMinutes: number | null;
};

/** `GET /api/releases/[id]`. `after`: the `cursor` of an earlier answer, for what has changed since. */
export const ReadReleaseInput = z.strictObject({ ...ReleaseIdInput.shape, after: z.optional(cursorSchema) });
export type ReadReleaseInput = z.infer<typeof ReadReleaseInput>;

/** Of the answer to `after`, `intents` are those that have changed, and may be some that have not. */
export type ReleaseDetails = { release: ReleaseSummary; intents: IntentResult[]; cursor: number };

/** `savedMinutes`: the billed minutes that would have followed, of all of its sessions. */
export type ListedRelease = ReleaseSummary & { savedMinutes: number };

/** `GET /api/releases`: the latest, newest first. */
export type ReleaseList = { releases: ListedRelease[] };
