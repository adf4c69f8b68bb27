import type { ReleaseList } from "@/lib/api/releases";
import type { ServiceContext } from "@/lib/server/services/service-context";
import { readSummaries } from "./read-summaries";

const LATEST = 50;

/** The latest, newest first. */
export async function listReleases({
  database,
  releases,
}: Pick<ServiceContext, "database" | "releases">): Promise<ReleaseList> {
  return { releases: await readSummaries(database, releases.clock, undefined, { limit: LATEST }) };
}
