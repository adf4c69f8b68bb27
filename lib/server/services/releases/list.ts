import { inArray, sum } from "drizzle-orm";
import type { ReleaseList } from "@/lib/api/releases";
import type { DatabaseConnection } from "@/lib/server/db/database";
import { releaseIntent } from "@/lib/server/db/schema";
import type { ServiceContext } from "@/lib/server/services/service-context";
import { readSummaries } from "./read-summaries";

const LATEST = 50;

/** The latest, newest first. */
export async function listReleases({
  database,
  releases,
}: Pick<ServiceContext, "database" | "releases">): Promise<ReleaseList> {
  const latest = await readSummaries(database, releases.clock, undefined, { limit: LATEST });
  const saved = await readSavedMinutes(
    database,
    latest.map(({ id }) => id),
  );
  return { releases: latest.map((release) => ({ ...release, savedMinutes: saved.get(release.id) ?? 0 })) };
}

async function readSavedMinutes({ db }: DatabaseConnection, ids: string[]): Promise<ReadonlyMap<string, number>> {
  const { releaseId, savedMinutes } = releaseIntent;
  const rows = await db
    .select({ releaseId, minutes: sum(savedMinutes).mapWith(Number) })
    .from(releaseIntent)
    .where(inArray(releaseId, ids))
    .groupBy(releaseId);
  return new Map(rows.map((row) => [row.releaseId, row.minutes]));
}
