import { metadataEntries } from "./metadata";
import type { Session } from "./session";

/** What a person knows a session by: its page, else what its metadata says first. */
export function sessionTitle({
  activity,
  userMetadata,
}: Pick<Session, "activity" | "userMetadata">): string | undefined {
  const page = activity?.page;
  if (page) return [page.title, page.host].filter(Boolean).join(" · ") || "about:blank";
  return metadataEntries(userMetadata).find(([, value]) => value !== "")?.[1];
}
