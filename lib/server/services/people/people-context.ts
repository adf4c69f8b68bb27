import type { RequestContext } from "@/lib/server/services/service-context";

/** What the services of people stand on: no upstream, no sessions. */
export type PeopleContext = Omit<
  RequestContext,
  | "upstream"
  | "feed"
  | "streams"
  | "firstRun"
  | "installation"
  | "logChecks"
  | "log"
  | "limits"
  | "web"
  | "signal"
  | "hangUp"
>;
