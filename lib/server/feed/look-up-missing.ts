import type { Session } from "@/lib/domain/session";
import { isAppError } from "@/lib/server/errors";
import type { Upstream } from "@/lib/server/upstream/upstream";
import type { MissingSession } from "./session-book";

/** So that a list that comes back empty by mistake does not cause a storm; the rest waits for the next answer. */
const MAX_LOOKUPS_AT_ONCE = 10;
/** Failures in a row after which it stays unknown how a session ended; until then it would count as live. */
const MAX_FAILED_LOOKUPS = 5;

/** How a session is, or why that is not known, or both: it is over, and nobody can say how. */
export type LookUp = { missing: MissingSession; session?: Session; error?: unknown };

/**
 * Asks how sessions ended that left the live list, or whether they did: one that changed from PENDING to RUNNING
 * between two requests can be on neither list. One whose look-up fails is looked up again after the next list, until
 * it has failed so often that the session counts as over.
 *
 * @param mayAsk whether the budget has room for one more request, which is then spent
 */
export function lookUpMissing(
  upstream: Pick<Upstream, "retrieveSession">,
  missing: readonly MissingSession[],
  mayAsk: () => boolean,
): Promise<LookUp[]> {
  const allowed = missing.slice(0, MAX_LOOKUPS_AT_ONCE).filter(mayAsk);
  return Promise.all(allowed.map((one) => lookUp(upstream, one)));
}

async function lookUp(upstream: Pick<Upstream, "retrieveSession">, missing: MissingSession): Promise<LookUp> {
  try {
    const { value } = await upstream.retrieveSession(missing.session.id);
    return { missing, session: value };
  } catch (error) {
    // Upstream forgot it, as the engine does when it is killed: it is over, and nothing says that it ended well.
    if (isAppError(error) && error.code === "not_found") return { missing, session: endedUnknown(missing) };
    return { missing, session: isHopeless(error, missing) ? endedUnknown(missing) : undefined, error };
  }
}

/** To be asked to slow down says nothing about a session, and an answer that cannot be read will not get better. */
function isHopeless(error: unknown, { failedLookUps }: MissingSession): boolean {
  if (isAppError(error) && error.code === "rate_limited") return false;
  if (isAppError(error) && error.code === "upstream_unreadable") return true;
  return failedLookUps + 1 >= MAX_FAILED_LOOKUPS;
}

function endedUnknown({ session, since }: MissingSession): Session {
  return { ...session, status: "ERROR", endedAt: since };
}
