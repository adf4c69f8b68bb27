import { metadataEntries } from "./metadata";
import { type Session, shortId } from "./session";

type Named = Pick<Session, "activity" | "userMetadata">;

/** What a person knows a session by: its page, else what its metadata says first. */
export function sessionTitle(session: Named): string | undefined {
  const { activity } = session;
  if (isOnPage(session) && activity?.page) return [activity.page.title, activity.page.host].filter(Boolean).join(" · ");
  return firstValue(session) ?? activity?.page?.title;
}

/** As its row says it, and to be told from others of the same title: `Export report · 1a2b3c4d`. */
export function sessionName(session: Named & Pick<Session, "id">): string {
  return [sessionTitle(session), shortId(session.id)].filter(Boolean).join(" · ");
}

/**
 * What its metadata says beside the title.
 *
 * @param ownerKey the key that says whose it is, which is shown elsewhere
 */
export function otherMetadata(session: Named, ownerKey: string | null): string[] {
  const entries = metadataEntries(session.userMetadata).filter(([key]) => key !== ownerKey);
  const values = entries.map(([, value]) => value);
  const title = sessionTitle(session);
  const used = isOnPage(session) ? -1 : values.indexOf(title ?? "");
  return values.filter((value, index) => value !== "" && index !== used);
}

/** A blank page says less than the metadata does. */
function isOnPage({ activity }: Named): boolean {
  return activity?.page !== undefined && activity.page.host !== "";
}

function firstValue({ userMetadata }: Named): string | undefined {
  return metadataEntries(userMetadata).find(([, value]) => value !== "")?.[1];
}
