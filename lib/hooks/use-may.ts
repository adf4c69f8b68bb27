import { useQuery } from "@tanstack/react-query";
import { isAllowed, type Permission } from "@/lib/domain/permissions";
import { meQuery } from "@/lib/queries/account";

/** Whether the person at this page may, as far as it is known: the server decides. The page's header keeps it fresh. */
export function useMay(permission: Permission): boolean {
  const { data: me } = useQuery({ ...meQuery(), refetchInterval: false, refetchOnMount: false });
  return me !== undefined && isAllowed(me.role, permission);
}
