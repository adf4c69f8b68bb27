import type { ReleaseSessionResult } from "@/lib/api/sessions";
import { isLive, type Session } from "@/lib/domain/session";
import type { Backbone } from "@/lib/server/services/service-context";

/** Upstream's clock is known to the second at first, so an end this close to the request counts as its effect. */
const CLOCK_TOLERANCE_MS = 1_000;

type Context = Pick<Backbone, "upstream" | "feed" | "log">;

/** Asks upstream to end the session. That it is over already is a success, however upstream answers then. */
export async function endSession(ctx: Context, id: string): Promise<ReleaseSessionResult> {
  const { upstream, feed } = ctx;
  const askedAt = feed.upstreamNow();
  feed.note([
    [id, { release: { id: "", state: "verifying", by: { kind: "person", id: "", name: "" }, dueAt: askedAt } }],
  ]);
  try {
    const { value } = await upstream.releaseSession(id);
    const endedEarlier = !isLive(value) && (value.endedAt ?? askedAt) < askedAt - CLOCK_TOLERANCE_MS;
    return { outcome: endedEarlier ? "already-ended" : "requested", session: feed.learn(value) };
  } catch (error) {
    feed.note([[id, { release: undefined }]]);
    const ended = await findEnded(ctx, id);
    if (ended) return { outcome: "already-ended", session: ended };
    throw error;
  }
}

async function findEnded({ upstream, feed, log }: Context, id: string): Promise<Session | undefined> {
  try {
    const { value } = await upstream.retrieveSession(id);
    const session = feed.learn(value);
    return isLive(session) ? undefined : session;
  } catch (err) {
    log.debug({ err, sessionId: id }, "could not look at a session whose release failed");
    const known = feed.find(id);
    return known && !isLive(known) ? known : undefined;
  }
}
