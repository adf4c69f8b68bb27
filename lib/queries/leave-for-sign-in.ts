let isLeaving = false;

/**
 * Goes to the sign-in page by a new document, once: nothing that this one held is left, and what else answers 401
 * meanwhile changes nothing. The address is replaced, and a browser that kept this document shows it to nobody.
 */
export function leaveForSignIn(query: Readonly<Record<string, string>> = {}): void {
  if (isLeaving) return;
  isLeaving = true;
  window.addEventListener("pageshow", ({ persisted }) => {
    if (persisted) window.location.reload();
  });
  const search = new URLSearchParams(query).toString();
  window.location.replace(search ? `/sign-in?${search}` : "/sign-in");
}
