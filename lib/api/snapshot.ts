import type { ProjectFacts } from "@/lib/domain/project";
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
  /** Keepwatch's own default timeout; `null` when the project's applies. */
  defaultTimeoutSeconds: number | null;
};

export const ENDED_VISIBLE_MS = 2 * 60_000;
