import { hasPeople } from "@/lib/server/services/people/add-person";
import type { Backbone } from "@/lib/server/services/service-context";

/** The path of the link for the first admin; `undefined` when there are people already. */
export async function offerFirstRun({
  database,
  firstRun,
}: Pick<Backbone, "database" | "firstRun">): Promise<string | undefined> {
  if (await hasPeople(database)) return undefined;
  return `/welcome/open?token=${firstRun.offer()}`;
}
