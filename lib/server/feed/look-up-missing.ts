import type { Session } from "@/lib/domain/session";
import { isAppError } from "@/lib/server/errors";
import type { Upstream } from "@/lib/server/upstream/upstream";
import { endedUnknown } from "./ended-unknown";
import type { MissingSession } from "./session-book";

/** So that a list that comes back empty by mistake does not cause a storm; the rest waits for the next answer. */
const MAX_LOOKUPS_AT_ONCE = 10;
/** Failures in a row after which it stays unknown how a session ended; until then it would count as live. */
const MAX_FAILED_LOOKUPS = 5;

/** How a session is, or why that is not known, or both: it is over, and nobody can say how. */
export type LookUp = { missing: MissingSession; askedAt: number; session?: Session; error?: unknown };

type Asking = {
  upstream: Pick<Upstream, "retrieveSession">;
  now: () => number;
  /** Whether the budget has room for one more request, which is then spent. */
  mayAsk: () => boolean;
};

/**
 * Asks how sessions ended that left the live list, or whether they did: one that changed from PENDING to RUNNING
 * between two requests can be on neither list. One whose look-up fails is looked up again after the next list, until
 * it has failed so often that the session counts as over.
 */
export function lookUpMissing(missing: readonly MissingSession[], asking: Asking): Promise<LookUp[]> {
  const allowed = missing.slice(0, MAX_LOOKUPS_AT_ONCE).filter(asking.mayAsk);
  return Promise.all(allowed.map((one) => lookUp(one, asking)));
}

async function lookUp(missing: MissingSession, { upstream, now }: Asking): Promise<LookUp> {
  const askedAt = now();
  try {
    const { value } = await upstream.retrieveSession(missing.session.id);
    return { missing, askedAt, session: value };
  } catch (error) {
    const { session, since } = missing;
    // Upstream forgot it, as the engine does when it is killed: it is over, and nothing says that it ended well.
    if (isAppError(error) && error.code === "not_found")
      return { missing, askedAt, session: endedUnknown(session, since) };
    const isHopeless = isFailure(error) && missing.failedLookUps + 1 >= MAX_FAILED_LOOKUPS;
    return { missing, askedAt, session: isHopeless ? endedUnknown(session, since) : undefined, error };
  }
}

/** To be asked to slow down says nothing about a session. */
function isFailure(error: unknown): boolean {
  return !(isAppError(error) && error.code === "rate_limited");
}
