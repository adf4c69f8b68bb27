import { useQuery } from "@tanstack/react-query";
import { meQuery } from "@/lib/queries/account";

/** Who is signed in here. It only listens; the shell asks. */
export function useMe() {
  return useQuery({ ...meQuery(), refetchOnMount: false }).data;
}
