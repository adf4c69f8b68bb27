import { minutesLeft } from "@/lib/domain/cost";
import { formatAge } from "@/lib/domain/duration";
import { VERIFY_WITHIN_MS } from "@/lib/domain/release";
import { isLive, type Session } from "@/lib/domain/session";
import { MAX_TIMEOUT_SECONDS } from "@/lib/domain/timeout";
import { type AppError, isAppError } from "@/lib/server/errors";
import type { Backbone } from "@/lib/server/services/service-context";
import type { ClaimedIntent } from "./claim-intents";
import { CLOCK_TOLERANCE_MS, findUse, isToEndInUse, wasAsked } from "./find-use";
import { markSending } from "./mark-sending";
import type { Settlement } from "./settle-intents";

export type ReleaseTiming = {
  /** A session that is RUNNING so long after the request is asked to end once more. */
  verifyWithinMs: number;
  /**
   * Given up so long after it was due, but not before it was tried so often: in a large release the last are late. By then
   * what was in use is looked at again too, though whoever released it was shown that.
   */
  giveUpAfterMs: number;
  leastTries: number;
  /** What upstream puts off is no try: it is given up so long after it was due, by when no session lives any more. */
  putOffForMs: number;
  /** Between two tries: at first, doubled each time, and at most. */
  firstRetryMs: number;
  maxRetryMs: number;
};

export const RELEASE_TIMING: ReleaseTiming = {
  verifyWithinMs: VERIFY_WITHIN_MS,
  giveUpAfterMs: 5 * 60_000,
  leastTries: 5,
  putOffForMs: MAX_TIMEOUT_SECONDS * 1_000,
  firstRetryMs: 1_000,
  maxRetryMs: 30_000,
};

/** What is asked of upstream about a session, or of it. */
export type RequestKind = "retrieve" | "read-log" | "release";

export type ReleaseContext = Pick<Backbone, "database" | "upstream" | "feed" | "log" | "releases"> & {
  /** Names this server among those that share the database. */
  server: string;
  timing: ReleaseTiming;
  /** From 0 to 1. */
  random: () => number;
  /** Hears what upstream said of sessions. */
  learn: (session: Session) => void;
  /** Hears what their logs said. */
  learnUse: (sessionId: string, use: { checkedAt: number; lastAt: number | null }) => void;
  /** Hears how upstream takes what is asked of it. */
  onAnswer: (kind: RequestKind, error?: unknown) => void;
  /** For how long upstream wants to be left alone yet. */
  heldMs: () => number;
};

/** What came of one try to release a session. */
export type Tried =
  | { next: "settle"; settlement: Settlement }
  /** Upstream accepted: the session is to end now. */
  | { next: "verify"; savedMinutes: number; detail?: string }
  /** Later, as `state`. What was sent just now may work yet, and is not given up before it is looked at again. */
  | { next: "retry"; state: ClaimedIntent["state"]; detail: string; wasSent?: true }
  /** It was tried often enough, for long enough, and the session still runs. */
  | { next: "give-up"; detail: string }
  /** Upstream wants to be left alone: later, as if nothing had been tried. */
  | { next: "put-off"; detail: string; afterMs: number }
  /** It is somebody else's now, or was undone. */
  | { next: "leave" };

/** Looks at the session again, asks upstream to end it, and tells what came of that. */
export async function tryRelease(ctx: ReleaseContext, intent: ClaimedIntent): Promise<Tried> {
  const looked = await lookAgain(ctx, intent);
  if ("next" in looked) return looked;
  if (isTriedEnough(ctx, intent, intent.attempts)) return giveUp(intent);
  if (ctx.heldMs() > 0) return putOff(ctx, "Upstream asks to slow down.");
  const marked = await markSending(ctx, intent);
  if (marked.is === "lost") return { next: "leave" };
  if (marked.is === "protected") {
    return leaveAlone(intent, `protected by ${marked.protection.by}: ${marked.protection.reason}`);
  }
  if (marked.is === "watched") return leaveInUse(ctx, intent, marked.at);
  return send(ctx, intent, looked.session, marked.sentAt);
}

/** Whether it was due so long ago, and tried so often, that it is given up. */
export function isTriedEnough({ timing }: ReleaseContext, intent: ClaimedIntent, tries: number): boolean {
  return intent.overdueMs > timing.giveUpAfterMs && tries >= timing.leastTries;
}

/** What it is to be asked to end, or why it is not to be. */
async function lookAgain(ctx: ReleaseContext, intent: ClaimedIntent): Promise<Tried | { session: Session }> {
  const session = await retrieve(ctx, intent.sessionId);
  if (isAppError(session)) {
    if (session.code === "rate_limited") return putOff(ctx, session.message);
    if (session.code !== "not_found") return { next: "retry", state: intent.state, detail: session.message };
    return ended(intent.state === "waiting" ? "already-ended" : "released");
  }
  // What upstream put off with a 429 waits again: it was asked, and did not do it.
  if (!isLive(session)) return endedAs(ctx, intent.state === "waiting" ? null : intent.sentAt, session);
  const isPatient = intent.state === "verifying" && intent.sentAgoMs < ctx.timing.verifyWithinMs;
  if (isPatient) return { next: "verify", savedMinutes: minutesLeft(session, ctx.feed.upstreamNow()) };
  if (isToEndInUse(ctx, intent)) return { session };
  return (await findActivity(ctx, intent)) ?? { session };
}

async function findActivity(ctx: ReleaseContext, intent: ClaimedIntent): Promise<Tried | undefined> {
  const { sessionId, by, decided } = intent;
  // From before the question: what is logged while the answer is on its way may be missing from it.
  const checkedAt = ctx.feed.upstreamNow();
  const answer = await ask(ctx, "read-log", () => ctx.upstream.lastActivity(sessionId));
  if (isAppError(answer)) {
    if (answer.code === "rate_limited") return putOff(ctx, answer.message);
    const isPassing = answer.code === "upstream_unavailable" && !isLookedForEnough(ctx, intent);
    if (isPassing) return { next: "retry", state: intent.state, detail: notLookedAt(answer) };
  } else {
    ctx.learnUse(sessionId, { checkedAt, lastAt: answer.lastAt });
    if (answer.lastAt === null && by.kind === "policy") return leaveAlone(intent, "its log says nothing");
  }
  const { lastAt: seenAt, watchedAt } = ctx.feed.find(sessionId)?.activity ?? {};
  const loggedAt = Math.max(isAppError(answer) ? 0 : (answer.lastAt ?? 0), seenAt ?? 0);
  const usedAt = findUse(ctx, intent, { loggedAt, watchedAt: watchedAt ?? 0 });
  if (usedAt !== undefined) return leaveInUse(ctx, intent, usedAt);
  return isAppError(answer) && !decided.isUseUnknown ? leaveAlone(intent, notLookedAt(answer)) : undefined;
}

function leaveInUse({ feed }: ReleaseContext, intent: ClaimedIntent, usedAt: number): Tried {
  if (wasAsked(intent)) return leaveAlone(intent, "it was used since");
  const seconds = (feed.upstreamNow() - usedAt) / 1000;
  return leaveAlone(intent, `active ${seconds < 1 ? "just" : formatAge(seconds)} before it was to end`, usedAt);
}

function notLookedAt({ message }: AppError): string {
  return `its use could not be looked at: ${message}`;
}

/**
 * A policy thinks about it again later, and a person who was shown that its use is not known decided without its log.
 * Anybody else has it tried until the release is given up.
 */
function isLookedForEnough({ timing }: ReleaseContext, { by, decided, attempts }: ClaimedIntent): boolean {
  if (by.kind === "policy") return attempts > 0;
  return decided.isUseUnknown === true && attempts + 1 >= timing.leastTries;
}

async function send(ctx: ReleaseContext, intent: ClaimedIntent, session: Session, sentAt: Date): Promise<Tried> {
  const answer = await ask(ctx, "release", () => ctx.upstream.releaseSession(intent.sessionId));
  if (isAppError(answer)) return afterRefusal(ctx, { ...intent, sentAt }, answer);
  if (!isLive(answer)) return endedAs(ctx, sentAt, answer);
  const isAnew = intent.state === "verifying";
  const detail = isAnew ? "still RUNNING long after the request, so it was asked for again" : undefined;
  return { next: "verify", savedMinutes: minutesLeft(session, ctx.feed.upstreamNow()), detail };
}

async function afterRefusal(ctx: ReleaseContext, intent: ClaimedIntent, error: AppError): Promise<Tried> {
  const detail = error.message;
  switch (error.code) {
    case "rate_limited":
      return putOff(ctx, detail);
    case "upstream_unavailable":
    case "upstream_unreadable":
    case "internal":
      // It may have arrived all the same.
      return { next: "retry", state: "sending", detail, wasSent: true };
    case "not_found":
      return ended("already-ended");
    default: {
      const session = await retrieve(ctx, intent.sessionId);
      if (!isAppError(session) && !isLive(session)) return endedAs(ctx, intent.sentAt, session);
      return { next: "settle", settlement: { state: "refused", detail } };
    }
  }
}

/** Whether it ended by what we asked, which is known by when. */
function endedAs({ releases, learn }: ReleaseContext, sentAt: Date | null, session: Session): Tried {
  learn(session);
  if (!sentAt) return ended("already-ended");
  const askedAt = releases.clock.toUpstream(sentAt) - CLOCK_TOLERANCE_MS;
  const endedAt = session.endedAt ?? Number.POSITIVE_INFINITY;
  if (endedAt < askedAt) return ended("already-ended");
  const savedMinutes = minutesLeft({ ...session, status: "RUNNING", endedAt: undefined }, session.endedAt ?? askedAt);
  return { next: "settle", settlement: { state: "released", savedMinutes } };
}

async function retrieve(ctx: ReleaseContext, id: string): Promise<Session | AppError> {
  return ask(ctx, "retrieve", () => ctx.upstream.retrieveSession(id));
}

/** Upstream's answer, or why there is none. */
async function ask<Value>(
  { onAnswer }: ReleaseContext,
  kind: RequestKind,
  call: () => Promise<{ value: Value }>,
): Promise<Value | AppError> {
  try {
    const { value } = await call();
    onAnswer(kind);
    return value;
  } catch (error) {
    if (!isAppError(error)) throw error;
    onAnswer(kind, error);
    return error;
  }
}

function ended(state: "released" | "already-ended"): Tried {
  return { next: "settle", settlement: { state } };
}

function putOff({ heldMs, timing }: ReleaseContext, detail: string): Tried {
  return { next: "put-off", detail, afterMs: Math.max(heldMs(), timing.firstRetryMs) };
}

/** By what the last try came to. */
function giveUp({ detail }: ClaimedIntent): Tried {
  return { next: "give-up", detail: detail ?? "it is still RUNNING" };
}

/** Upstream is not asked, or not again: a request that has left may be carried out yet, so nothing is said to be skipped. */
function leaveAlone(intent: ClaimedIntent, why: string, usedAt?: number): Tried {
  if (!wasAsked(intent)) return { next: "settle", settlement: { state: "skipped", detail: why, usedAt } };
  return { next: "retry", state: intent.state, detail: `asked to end, and not asked again: ${why}` };
}
