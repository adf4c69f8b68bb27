import { isRole } from "@/lib/domain/permissions";
import type { Person } from "./actor";
import type { Auth } from "./create-auth";

/**
 * Who the request's cookie belongs to, as the database has it now: a role that was taken away and a person who was
 * deactivated count from the next request on.
 */
export async function identify(auth: Auth, headers: Headers): Promise<Person | undefined> {
  const found = await auth.api.getSession({ headers });
  if (!found || found.user.deactivatedAt || !isRole(found.user.role)) return undefined;
  const { id, email, role } = found.user;
  return { id, email, role };
}
