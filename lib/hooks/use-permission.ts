import { useQuery } from "@tanstack/react-query";
import { type Permission, reasonNotAllowed } from "@/lib/domain/permissions";
import { meQuery } from "@/lib/queries/account";

type Verdict = { isAllowed: boolean; reason: string | undefined };

/**
 * Whether whoever is signed in may do it now, and if not, why. The server decides all the same. It only listens, for
 * every row of a table uses it; the shell asks for all of them.
 */
export function usePermission(permission: Permission): Verdict {
  const { data: me } = useQuery({ ...meQuery(), refetchOnMount: false });
  const reason = me ? reasonNotAllowed(me.role, permission) : "It is not known yet who you are.";
  return { isAllowed: reason === undefined, reason };
}
