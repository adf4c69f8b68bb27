import type { Snapshot } from "@/lib/api/snapshot";
import type { ServiceContext } from "@/lib/server/services/service-context";
import { readKnownDefaultTimeout } from "@/lib/server/services/settings/default-timeout";

type Context = Pick<ServiceContext, "feed" | "database" | "log">;

/** What upstream knows, and beside it our own default. Upstream's failures are part of the answer. */
export async function listSessions({ feed, database, log }: Context): Promise<Snapshot> {
  const [picture, defaultTimeoutSeconds] = await Promise.all([feed.read(), readKnownDefaultTimeout(database, log)]);
  return { ...picture, defaultTimeoutSeconds };
}
