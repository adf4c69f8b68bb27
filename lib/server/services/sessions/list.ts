import type { Snapshot } from "@/lib/api/snapshot";
import type { ServiceContext } from "@/lib/server/services/service-context";
import { readKnownOwnFacts } from "@/lib/server/services/settings/own-facts";

type Context = Pick<ServiceContext, "feed" | "database" | "log">;

/** What upstream knows, and beside it our own settings. Upstream's failures are part of the answer. */
export async function listSessions({ feed, database, log }: Context): Promise<Snapshot> {
  const [picture, own] = await Promise.all([feed.read(), readKnownOwnFacts(database, log)]);
  return { ...picture, ...own };
}
