import { useEffect, useEffectEvent } from "react";

/**
 * A key that works wherever one is on the page, but while typing and in a dialog. Keys held with Ctrl, Alt or Meta are
 * the browser's.
 */
export function usePageKey(key: string, act: () => void): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.key !== key || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (event.defaultPrevented || isBusyElsewhere(event.target)) return;
    event.preventDefault();
    act();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event);
    document.addEventListener("keydown", listener);
    return () => document.removeEventListener("keydown", listener);
  }, []);
}

const TYPING = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]";

function isBusyElsewhere(target: EventTarget | null): boolean {
  if (document.querySelector("[role=dialog]")) return true;
  return target instanceof HTMLElement && target.matches(TYPING);
}
