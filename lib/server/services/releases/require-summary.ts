import { eq } from "drizzle-orm";
import type { ReleaseSummary } from "@/lib/domain/release";
import { release } from "@/lib/server/db/schema";
import { AppError } from "@/lib/server/errors";
import type { ServiceContext } from "@/lib/server/services/service-context";
import { readSummaries } from "./read-summaries";

export async function requireSummary(
  { database, releases }: Pick<ServiceContext, "database" | "releases">,
  id: string,
): Promise<ReleaseSummary> {
  const [summary] = await readSummaries(database, releases.clock, eq(release.id, id), { limit: 1 });
  if (summary) return summary;
  throw new AppError("not_found", "There is no such release, or it was longer ago than releases are kept.");
}
