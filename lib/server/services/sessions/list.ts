import type { Snapshot } from "@/lib/api/snapshot";
import type { ServiceContext } from "@/lib/server/services/service-context";
import { readDefaultTimeout } from "@/lib/server/services/settings/default-timeout";

/** What upstream knows, and beside it our own default. Upstream's failures are part of the answer. */
export async function listSessions({ snapshots, database }: ServiceContext): Promise<Snapshot> {
  const [picture, defaultTimeoutSeconds] = await Promise.all([snapshots.read(), readDefaultTimeout(database)]);
  return { ...picture, defaultTimeoutSeconds };
}
