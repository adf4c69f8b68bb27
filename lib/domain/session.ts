import type { Activity } from "./activity";
import type { Owner } from "./owner";
import type { Protection } from "./protection";
import { isOpenIntent, type SessionRelease } from "./release";

export const SESSION_STATUSES = ["PENDING", "RUNNING", "COMPLETED", "TIMED_OUT", "ERROR"] as const;
export type SessionStatus = (typeof SESSION_STATUSES)[number];

export const REGIONS = ["us-west-2", "us-east-1", "eu-central-1", "ap-southeast-1"] as const;
export type Region = (typeof REGIONS)[number];

/** What Keepwatch knows of a session beside what upstream says. */
export type SessionNotes = {
  /** Who created it through Keepwatch; what metadata says is `ownerOf`'s to find. */
  owner?: Owner;
  activity?: Activity;
  protection?: Protection;
  release?: SessionRelease;
  warning?: SessionWarning;
};

/** That a policy is about to release it, and when: the earliest, if several are. On upstream's clock. */
export type SessionWarning = { policyId: string; policyName: string; dueAt: number };

/** One Browserbase session. Instants are epoch milliseconds on upstream's clock. */
export type Session = SessionNotes & {
  id: string;
  projectId: string;
  status: SessionStatus;
  keepAlive: boolean;
  /** Upstream may know regions that we do not, so this is text and not `Region`. */
  region: string;
  startedAt: number;
  expiresAt: number;
  endedAt?: number;
  /** Since when the list of those that live has it no more, while nobody has said yet whether it ended. */
  missingSince?: number;
  /** Nobody upstream said that it ended: it is no longer there. Should it turn up again, it has not ended. */
  isEndInferred?: boolean;
  userMetadata: Readonly<Record<string, unknown>>;
};

export function isLive(session: Pick<Session, "status">): boolean {
  return session.status === "RUNNING" || session.status === "PENDING";
}

/** What may be done with a session now, as far as it is for the session to say. */
export function sessionAbilities(session: Session): { canRelease: boolean; canConnect: boolean } {
  const canAct = isLive(session) && !isReleasing(session);
  return { canRelease: canAct && session.keepAlive, canConnect: canAct };
}

/** A release of it is under way, if only waiting for its time. */
export function isReleasing({ release }: Pick<Session, "release">): boolean {
  return release !== undefined && isOpenIntent(release.state);
}

/** The first eight characters, which is what people read out, type and search for. */
export function shortId(id: string): string {
  return id.slice(0, 8);
}

/** The whole timeout in seconds. The API does not return it, so it is derived. */
export function timeoutSeconds(session: Pick<Session, "startedAt" | "expiresAt">): number {
  return Math.round((session.expiresAt - session.startedAt) / 1000);
}
