import { useSyncExternalStore } from "react";

const never = () => () => undefined;

/** The viewer's time zone, which the server does not know: what it rendered is in UTC until the page has woken up. */
export function useTimeZone(): string {
  return useSyncExternalStore(
    never,
    () => Intl.DateTimeFormat().resolvedOptions().timeZone,
    () => "UTC",
  );
}
