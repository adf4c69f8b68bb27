import { hasPeople } from "@/lib/server/services/people/add-person";
import type { Backbone } from "@/lib/server/services/service-context";
import { welcomeSecret } from "./open-welcome";

/** `mine`: nobody has an account yet, and this browser opened the link that makes the first. */
type FirstRun = "mine" | "waiting" | "over";

/** How far the set-up is, for the pages that whoever is not signed in sees. */
export async function describeFirstRun(
  { database, firstRun, auth }: Pick<Backbone, "database" | "firstRun" | "auth">,
  requestHeaders: Headers,
): Promise<FirstRun> {
  if (await hasPeople(database)) return "over";
  return firstRun.isClaimedBy(welcomeSecret(auth, requestHeaders)) ? "mine" : "waiting";
}
