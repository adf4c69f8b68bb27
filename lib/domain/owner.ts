import { metadataEntries } from "./metadata";
import type { Session } from "./session";

/** `person`: created it through this console; `token`: through the gateway; `metadata`: it says so itself. */
export const OWNER_KINDS = ["person", "token", "metadata"] as const;

/** Whose a session is. `id` is a person's or a token's, and absent for what metadata claims. */
export type Owner = { kind: (typeof OWNER_KINDS)[number]; id?: string; name: string };

/**
 * Who created it here, else whom its metadata names, else nobody known.
 *
 * @param ownerKey the metadata key that the admin named, a path such as `owner` or `team.lead`; `null` for none
 */
export function ownerOf(session: Pick<Session, "owner" | "userMetadata">, ownerKey: string | null): Owner | undefined {
  if (session.owner) return session.owner;
  if (ownerKey === null) return undefined;
  const name = metadataEntries(session.userMetadata).find(([key]) => key === ownerKey)?.[1];
  return name ? { kind: "metadata", name } : undefined;
}

/** Metadata is anybody's to write, but a person may recognise their own address in it. */
export function isOwnedBy(owner: Owner | undefined, me: { id: string; email: string }): boolean {
  if (!owner) return false;
  return owner.kind === "metadata" ? owner.name.toLowerCase() === me.email : owner.id === me.id;
}
