import type { Notice } from "@/lib/domain/notice";
import type { ProjectFacts } from "@/lib/domain/project";
import type { ReleaseSummary } from "@/lib/domain/release";
import type { Session } from "@/lib/domain/session";
import type { ErrorCode } from "./errors";

/** Upstream has failed since `since` (epoch ms, upstream's clock); `message` is for people. */
export type UpstreamFailure = { since: number; code: ErrorCode; message: string };

/** `GET /api/sessions`: the picture of upstream that all pages share. Instants are on upstream's clock. */
export type Snapshot = {
  /** Upstream's clock when this answer left, from which a page sets its own. */
  now: number;
  /** When upstream last answered with this list; `null` before its first answer. */
  asOf: number | null;
  /** Live sessions, and those whose end was seen within the last `ENDED_VISIBLE_MS`. */
  sessions: Session[];
  failure: UpstreamFailure | null;
  project: ProjectFacts | null;
  /** Those that are going on, and those that were settled a few minutes ago. */
  releases: readonly ReleaseSummary[];
  /** What was told of within the last hour, newest first, and no more of it than a panel holds. */
  notices: readonly Notice[];
} & OwnFacts;

/** Keepwatch's own settings, as far as every page needs them. */
export type OwnFacts = {
  /** Keepwatch's own default timeout; `null` when the project's applies. */
  defaultTimeoutSeconds: number | null;
  /** The metadata key that says whose a session is; `null` when the admin named none. */
  ownerKey: string | null;
  /** What a browser hour costs; `null` when the admin did not say. */
  usdPerHour: number | null;
};

/** Where nobody has set anything. */
export const NO_OWN_FACTS: OwnFacts = { defaultTimeoutSeconds: null, ownerKey: null, usdPerHour: null };

/** The picture before upstream's first answer. */
export const EMPTY_SNAPSHOT: Snapshot = {
  now: 0,
  asOf: null,
  sessions: [],
  failure: null,
  project: null,
  releases: [],
  notices: [],
  ...NO_OWN_FACTS,
};

export const ENDED_VISIBLE_MS = 2 * 60_000;
