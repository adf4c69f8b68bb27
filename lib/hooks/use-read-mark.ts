import { useSyncExternalStore } from "react";

const KEY = "keepwatch-notices-read";
const CHANGED = "keepwatch-notices-read-changed";

/** Up to which notice this browser's person has seen them, in whichever tab; `undefined` until the page has woken up. */
export function useReadMark(): { readId: number | undefined; markRead: (id: number) => void } {
  const readId = useSyncExternalStore(subscribe, read, () => undefined);
  return { readId, markRead };
}

function subscribe(listener: () => void): () => void {
  window.addEventListener("storage", listener);
  window.addEventListener(CHANGED, listener);
  return () => {
    window.removeEventListener("storage", listener);
    window.removeEventListener(CHANGED, listener);
  };
}

function read(): number {
  return Number(localStorage.getItem(KEY) ?? 0) || 0;
}

function markRead(id: number): void {
  if (id <= read()) return;
  localStorage.setItem(KEY, String(id));
  window.dispatchEvent(new Event(CHANGED));
}
