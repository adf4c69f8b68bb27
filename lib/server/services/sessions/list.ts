import type { Snapshot } from "@/lib/api/snapshot";
import type { ServiceContext } from "@/lib/server/services/service-context";
import { tryReadOwnFacts } from "@/lib/server/services/settings/own-facts";

type Context = Pick<ServiceContext, "feed" | "database" | "log">;

/** What upstream knows, and beside it our own settings. Upstream's failures are part of the answer. */
export async function listSessions({ feed, database, log }: Context): Promise<Snapshot> {
  const picture = await feed.read();
  // Afterwards, so that they are no older than the picture's.
  return { ...picture, ...(await tryReadOwnFacts(database, log)) };
}
