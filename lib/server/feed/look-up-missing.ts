import type { Session } from "@/lib/domain/session";
import { type AppError, isAppError } from "@/lib/server/errors";
import type { Upstream } from "@/lib/server/upstream/upstream";

/** So that a list that comes back empty by mistake does not cause a storm; the rest waits for the next answer. */
const MAX_LOOKUPS_AT_ONCE = 10;

/**
 * Asks how sessions ended that left the live list, or whether they did: one that changed from PENDING to RUNNING
 * between two requests can be on neither list. One whose look-up fails is looked up again next time.
 *
 * @param upstreamNow when they were found missing, on upstream's clock
 */
export async function lookUpMissing(
  upstream: Pick<Upstream, "retrieveSession">,
  missing: readonly Session[],
  upstreamNow: number,
): Promise<{ found: Session[]; failure: AppError | undefined }> {
  const answers = await Promise.allSettled(
    missing.slice(0, MAX_LOOKUPS_AT_ONCE).map((session) => lookUp(upstream, session, upstreamNow)),
  );
  return {
    found: answers.flatMap((answer) => (answer.status === "fulfilled" ? [answer.value] : [])),
    failure: answers.map((answer) => answer.status === "rejected" && answer.reason).find(isAppError),
  };
}

async function lookUp(
  upstream: Pick<Upstream, "retrieveSession">,
  session: Session,
  upstreamNow: number,
): Promise<Session> {
  try {
    const { value } = await upstream.retrieveSession(session.id);
    return value;
  } catch (error) {
    // Upstream forgot it, as the engine does when it is killed: it is over, and nothing says that it ended well.
    if (isAppError(error) && error.code === "not_found") return { ...session, status: "ERROR", endedAt: upstreamNow };
    throw error;
  }
}
