import { useEffect, useEffectEvent } from "react";

/**
 * A key that works wherever one is on the page, but while typing, in a dialog and while something is open that Escape
 * closes. Keys held with Ctrl, Alt or Meta are the browser's.
 *
 * @param isEnabled whether there is anything to do: else the key is left to whoever else wants it
 */
export function usePageKey(key: string, act: () => void, isEnabled = true): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (!isEnabled || event.key !== key || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
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

const OPEN = "[role=dialog], [popover=auto]:popover-open";
const TYPING = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]";

function isBusyElsewhere(target: EventTarget | null): boolean {
  if (document.querySelector(OPEN)) return true;
  return target instanceof HTMLElement && target.matches(TYPING);
}
