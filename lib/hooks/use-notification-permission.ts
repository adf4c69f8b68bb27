import { useSyncExternalStore } from "react";

/** Whether this browser may show notices; `undefined` on the server, and where it has none to show. */
export function useNotificationPermission(): NotificationPermission | undefined {
  return useSyncExternalStore(subscribe, currentPermission, () => undefined);
}

function currentPermission(): NotificationPermission | undefined {
  return globalThis.Notification?.permission;
}

function subscribe(onChange: () => void): () => void {
  const ended = new AbortController();
  void navigator.permissions?.query({ name: "notifications" }).then(
    (status) => status.addEventListener("change", onChange, { signal: ended.signal }),
    // A browser that cannot be asked tells at the next drawing.
    () => undefined,
  );
  return () => ended.abort();
}
