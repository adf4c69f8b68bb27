import type { ProjectFacts } from "@/lib/domain/project";
import type { Backbone } from "@/lib/server/services/service-context";
import { readDefaultTimeout } from "./default-timeout";

/** Tells the engine our default again when its project turns out to have another, as after a save that it missed. */
export async function reconcileEngineDefault(
  { database, upstream, feed, log }: Pick<Backbone, "database" | "upstream" | "feed" | "log">,
  facts: ProjectFacts,
): Promise<void> {
  if (!upstream.saveProjectDefault) return;
  const seconds = await readDefaultTimeout(database);
  if (seconds === null || seconds === facts.defaultTimeoutSeconds) return;
  await upstream.saveProjectDefault(seconds);
  feed.expireProject();
  log.info({ seconds, engineHad: facts.defaultTimeoutSeconds }, "told the engine the default timeout");
}
