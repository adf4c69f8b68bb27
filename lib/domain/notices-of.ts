import { ACTIVE_WITHIN_MS, FRESH_FOR_MS, idleness } from "./activity";
import { formatAge } from "./duration";
import type { DueNotice } from "./notice";
import { isProtected } from "./protection";
import { isLive, isReleasing, type Session, shortId } from "./session";

/** Enough to finish a step, or to start another session in its place. */
export const TIMING_OUT_WITHIN_MS = 5 * 60_000;
/** A session that lives for minutes is not about to end from its start on. */
const TIMING_OUT_SHARE = 0.5;
/** By then upstream ends a session to which nobody has connected. */
const CONNECTED_WITHIN_MS = 5 * 60_000;
/** Three times what counts as idle: whoever only went for a coffee is back. */
export const LONG_IDLE_MS = 30 * 60_000;
/** The next few sessions will be refused. */
const NEARLY_FULL_SHARE = 0.9;
/** Below this there is room again. Between the two it stays as it was, so that one slot more or less tells nothing. */
const ROOM_AGAIN_SHARE = 0.8;
/** Upstream is asked again several times within it, so that this is no hiccup. */
const FAILING_AFTER_MS = 60_000;
/** One answer between failures is no recovery. */
const WELL_AFTER_MS = 60_000;

/** The part of the live picture that is told of. Instants are on upstream's clock. */
export type ToldPicture = {
  now: number;
  sessions: readonly Session[];
  project: { concurrency: number } | null;
  failure: { since: number; message: string } | null;
};

/** What goes on, so that it is told of once for as long as it does. */
export type Ongoing = {
  /** Since when the slots are nearly used up. */
  fullSince: number | null;
  /** Upstream fails since; `wellSince` when it has answered again a moment ago. */
  failing: { since: number; wellSince: number | null } | null;
};

export const NOTHING_ONGOING: Ongoing = { fullSince: null, failing: null };

/**
 * What there is to tell of in a picture, whether or not it was told of before: `onceKey` says what is the same. While
 * upstream fails its picture is old, and nothing is told but that.
 *
 * @param before what this gave as `ongoing` for the picture before
 */
export function noticesOf(picture: ToldPicture, before: Ongoing): { due: DueNotice[]; ongoing: Ongoing } {
  const failing = nextFailing(picture, before.failing);
  if (picture.failure) {
    return { due: ofFailing(picture, failing), ongoing: { fullSince: before.fullSince, failing } };
  }
  const fullSince = nextFullSince(picture, before.fullSince);
  const due = picture.sessions.flatMap((session) => ofSession(session, picture.now));
  return { due: [...due, ...ofSlots(picture, fullSince)], ongoing: { fullSince, failing } };
}

function ofSession(session: Session, now: number): DueNotice[] {
  if (!isLive(session) || isReleasing(session)) return [];
  return [ofTimingOut(session, now), ofIdle(session, now)].filter((notice) => notice !== undefined);
}

function ofTimingOut(session: Session, now: number): DueNotice | undefined {
  const { id, startedAt, expiresAt } = session;
  const leftMs = expiresAt - now;
  const withinMs = Math.min(TIMING_OUT_WITHIN_MS, (expiresAt - startedAt) * TIMING_OUT_SHARE);
  if (leftMs <= 0 || leftMs > withinMs) return undefined;
  const isConnected = mustBeConnected(session, now);
  if (!isConnected && !isInUse(session, now)) return undefined;
  return {
    kind: "session.timing-out",
    onceKey: `session.timing-out:${id}:${expiresAt}`,
    sessionId: id,
    message: `${nameOf(session)} times out in ${age(leftMs)}, and ${isConnected ? "its client is still connected" : "is still in use"}.`,
    data: { expiresAt: iso(expiresAt) },
  };
}

/** Without keepAlive it would have ended when its client left, or when none had come. */
function mustBeConnected({ keepAlive, status, startedAt }: Session, now: number): boolean {
  return !keepAlive && status === "RUNNING" && now - startedAt > CONNECTED_WITHIN_MS;
}

/** By a trace of somebody within the last minutes. Where nothing is known, nothing is said. */
function isInUse(session: Session, now: number): boolean {
  const known = idleness(session, now);
  switch (known.state) {
    case "unknown":
      return false;
    case "watched":
      return true;
    case "active":
      return now - known.lastAt < FRESH_FOR_MS;
    case "idle":
      return known.hasLog && known.idleForMs < FRESH_FOR_MS + ACTIVE_WITHIN_MS;
    default:
      throw new Error(`unknown idleness ${known satisfies never}`);
  }
}

function ofIdle(session: Session, now: number): DueNotice | undefined {
  const { id, expiresAt } = session;
  if (!session.keepAlive || isProtected(session, now)) return undefined;
  const known = idleness(session, now);
  // Up to when it was looked at: nobody knows of the time since.
  if (known.state !== "idle" || known.checkedAt - known.since < LONG_IDLE_MS) return undefined;
  const idleFor = age(known.idleForMs);
  const silence = known.hasLog
    ? `has been idle for ${idleFor}`
    : `has shown no use for ${idleFor}, by a log that is empty and may be switched off`;
  return {
    kind: "session.idle",
    onceKey: `session.idle:${id}:${known.since}`,
    sessionId: id,
    message: `${nameOf(session)} ${silence}, and holds a slot for ${age(expiresAt - now)} more.`,
    data: {
      idleSince: iso(known.since),
      hasLog: known.hasLog,
      confidence: known.confidence,
      expiresAt: iso(expiresAt),
    },
  };
}

function nextFullSince({ sessions, project, now }: ToldPicture, before: number | null): number | null {
  if (!project || project.concurrency < 1) return before;
  const share = sessions.filter(isLive).length / project.concurrency;
  if (share >= NEARLY_FULL_SHARE) return before ?? now;
  return share < ROOM_AGAIN_SHARE ? null : before;
}

function ofSlots({ sessions, project }: ToldPicture, fullSince: number | null): DueNotice[] {
  if (fullSince === null || !project) return [];
  const used = sessions.filter(isLive).length;
  return [
    {
      kind: "slots.nearly-full",
      onceKey: `slots.nearly-full:${fullSince}`,
      message: `${used} of ${project.concurrency} slots are in use.`,
      data: { used, concurrency: project.concurrency },
    },
  ];
}

function nextFailing({ failure, now }: ToldPicture, before: Ongoing["failing"]): Ongoing["failing"] {
  const wellSince = before?.wellSince ?? null;
  const isOver = wellSince !== null && now - wellSince >= WELL_AFTER_MS;
  if (failure) return { since: before && !isOver ? before.since : failure.since, wellSince: null };
  if (!before || isOver) return null;
  return { since: before.since, wellSince: wellSince ?? now };
}

function ofFailing({ failure, now }: ToldPicture, failing: Ongoing["failing"]): DueNotice[] {
  if (!failure || !failing || now - failing.since < FAILING_AFTER_MS) return [];
  return [
    {
      kind: "upstream.failing",
      onceKey: `upstream.failing:${failing.since}`,
      message: `Upstream has been failing for ${age(now - failing.since)}. ${failure.message}`,
      data: { since: iso(failing.since) },
    },
  ];
}

function nameOf({ id, owner }: Session): string {
  return owner ? `Session ${shortId(id)} of ${owner.name}` : `Session ${shortId(id)}`;
}

function age(milliseconds: number): string {
  return formatAge(milliseconds / 1000);
}

function iso(instant: number): string {
  return new Date(instant).toISOString();
}
