import { useQuery } from "@tanstack/react-query";
import { snapshotQuery } from "@/lib/queries/sessions";

/** What an hour costs; `null` when nobody said, `undefined` until it is known. */
export function useUsdPerHour(): number | null | undefined {
  return useQuery({ ...snapshotQuery(), select: (snapshot) => snapshot.usdPerHour }).data;
}
