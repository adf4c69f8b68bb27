import { randomUUID } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import type { CreateReleaseInput, CreateReleaseResult, LeftOut } from "@/lib/api/releases";
import type { Snapshot } from "@/lib/api/snapshot";
import { idleness } from "@/lib/domain/activity";
import { isOwnedBy, ownerOf } from "@/lib/domain/owner";
import { isProtected } from "@/lib/domain/protection";
import { type DecidedOn, UNDO_MS } from "@/lib/domain/release";
import { reasonLeftOut } from "@/lib/domain/release-risk";
import { type Session, shortId } from "@/lib/domain/session";
import type { Person } from "@/lib/server/auth/actor";
import { AppError } from "@/lib/server/errors";
import type { LiveFeed } from "@/lib/server/feed/live-feed";
import { callingPerson, type ServiceContext } from "@/lib/server/services/service-context";
import { recordRelease } from "./record-release";
import { requireSummary } from "./require-summary";

/** A picture that is older is looked at anew before sessions are chosen by it. */
const RECENT_MS = 10_000;

/** Records that these sessions are to be released, by the picture as it is now. They wait in the open before they are. */
export async function createRelease(ctx: ServiceContext, input: CreateReleaseInput): Promise<CreateReleaseResult> {
  const me = callingPerson(ctx);
  const sessionIds = [...new Set(input.sessionIds)];
  const snapshot = await readPicture(ctx.feed, sessionIds);
  const { eligible, leftOut } = choose(snapshot, sessionIds, input);
  const shown = { active: new Set(input.activeIds), unseen: new Set(input.unseenIds) };
  requireConsent(eligible, { snapshot, me, input });
  if (eligible.length === 0) return { release: null, leftOut };
  const id = randomUUID();
  const { releasing } = await recordRelease(ctx, {
    id,
    by: { kind: "person", id: me.id, name: me.email },
    reason: input.reason || undefined,
    waitMs: UNDO_MS,
    decided: new Map(eligible.map((session) => [session.id, decidedOn(session, snapshot.now, shown)])),
  });
  await ctx.releases.tell();
  const all = [...leftOut, ...releasing.map((sessionId): LeftOut => ({ sessionId, why: "releasing" }))];
  if (releasing.length === eligible.length) return { release: null, leftOut: all };
  return { release: await requireSummary(ctx, id), leftOut: all };
}

/** What was started a moment ago may not be in it yet, and is asked for then. */
async function readPicture(feed: LiveFeed, sessionIds: readonly string[]): Promise<Snapshot> {
  const known = feed.look();
  const isRecent = known.asOf !== null && known.now - known.asOf < RECENT_MS;
  const hasAll = sessionIds.every((id) => feed.find(id));
  if (isRecent && hasAll) return known;
  if (!hasAll) feed.expire();
  const snapshot = await feed.read();
  if (snapshot.asOf !== null) return snapshot;
  throw new AppError("upstream_unavailable", snapshot.failure?.message ?? "Upstream has not answered yet.");
}

function choose(snapshot: Snapshot, sessionIds: readonly string[], input: CreateReleaseInput) {
  const sessions = new Map(snapshot.sessions.map((session) => [session.id, session]));
  const eligible: Session[] = [];
  const leftOut: LeftOut[] = [];
  for (const sessionId of sessionIds) {
    const session = sessions.get(sessionId);
    if (!session) {
      leftOut.push({ sessionId, why: "unknown" });
      continue;
    }
    const why = reasonLeftOut(session, snapshot.now);
    const isOverruled = why === "protected" && sessionIds.length === 1 && overrules(input, session);
    if (why === undefined || isOverruled) eligible.push(session);
    else leftOut.push(why === "protected" ? { sessionId, why, protection: session.protection } : { sessionId, why });
  }
  return { eligible, leftOut };
}

/** Of another protection than this one the person may know nothing. */
function overrules({ protectedShortId, shownProtection }: CreateReleaseInput, session: Session): boolean {
  return protectedShortId?.trim() === shortId(session.id) && isDeepStrictEqual(shownProtection, session.protection);
}

type Asked = { snapshot: Snapshot; me: Person; input: CreateReleaseInput };

/**
 * What the person was shown is what counts: a session may have changed hands, or joined the selection, meanwhile. One that
 * has come into use is no reason to refuse all of them: the look just before sending skips it.
 */
function requireConsent(eligible: readonly Session[], { snapshot, me, input }: Asked): void {
  const { notMine = 0, activeIds = [], unseenIds = [] } = input;
  const others = eligible.filter((session) => !isOwnedBy(ownerOf(session, snapshot.ownerKey), me)).length;
  if (others > notMine) {
    const message = `${others} of the ${eligible.length} sessions are somebody else's or nobody's, and ${notMine} were confirmed. Nothing was released: look at the selection again.`;
    throw new AppError("conflict", message, { field: "notMine" });
  }
  // Which another look would not tell apart: it would find the log as empty as before.
  const empty = eligible.filter((session) => isEmptyForLong(session, snapshot.now));
  const shown = new Set([...unseenIds, ...activeIds]);
  const confirmed = empty.filter(({ id }) => shown.has(id)).length;
  if (confirmed === empty.length) return;
  const message = `The logs of ${empty.length} of the ${eligible.length} sessions are empty, so that nobody knows whether they are in use, and ${confirmed} were confirmed. Nothing was released: look at the selection again.`;
  throw new AppError("conflict", message, { field: "unseenIds" });
}

/** One that has only just started has had no time to be logged. */
function isEmptyForLong(session: Session, now: number): boolean {
  const known = idleness(session, now);
  return known.state === "idle" && !known.hasLog;
}

type Shown = { active: ReadonlySet<string>; unseen: ReadonlySet<string> };

function decidedOn(session: Session, at: number, { active, unseen }: Shown): DecidedOn {
  return {
    at,
    lastAt: session.activity?.lastAt ?? null,
    wasActive: active.has(session.id),
    isUseUnknown: unseen.has(session.id) && idleness(session, at).state === "unknown",
    // Only with its short id typed for this very one did it get here.
    protection: isProtected(session, at) ? session.protection : undefined,
  };
}
