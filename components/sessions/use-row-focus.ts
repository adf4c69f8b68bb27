import { type FocusEvent, type KeyboardEvent, useMemo, useState } from "react";
import { flushSync } from "react-dom";
import type { ListEntry } from "@/lib/domain/session-groups";

/** The header is the first row of the table, and counting begins at one. */
export function toRowIndex(entryIndex: number): number {
  return entryIndex + 2;
}

/**
 * The row that has the focus, or that Tab leads to. Arrows, j and k, Home and End go from row to row, however far away
 * the next one is.
 */
export function useRowFocus(entries: readonly ListEntry[]) {
  const [activeKey, setActiveKey] = useState<string>();
  const activeIndex = useMemo(() => entries.findIndex(({ key }) => key === activeKey), [entries, activeKey]);

  function onFocus({ target }: FocusEvent<HTMLElement>) {
    const row = target.closest("[aria-rowindex]");
    const entry = entries[Number(row?.getAttribute("aria-rowindex")) - toRowIndex(0)];
    if (entry) setActiveKey(entry.key);
  }

  function onKeyDown(event: KeyboardEvent<HTMLElement>, scrollTo: (index: number) => void) {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    const index = nextIndex(event.key, activeIndex, entries.length - 1);
    const entry = index === undefined ? undefined : entries[index];
    if (index === undefined || !entry) return;
    event.preventDefault();
    const list = event.currentTarget;
    // The active row is in the document wherever it is, so that it can take the focus now.
    flushSync(() => setActiveKey(entry.key));
    list.querySelector<HTMLElement>(`[aria-rowindex="${toRowIndex(index)}"]`)?.focus({ preventScroll: true });
    scrollTo(index);
  }

  return { activeIndex, onFocus, onKeyDown };
}

/** Goes to the row that Tab leads to, from wherever one is on the page. */
export function focusRows(): void {
  document.querySelector<HTMLElement>("[role=rowgroup] > [role=row][tabindex='0']")?.focus();
}

function nextIndex(key: string, index: number, last: number): number | undefined {
  switch (key) {
    case "ArrowDown":
    case "j":
      return Math.min(last, index + 1);
    case "ArrowUp":
    case "k":
      return Math.max(0, index - 1);
    case "Home":
      return 0;
    case "End":
      return last;
    default:
      return undefined;
  }
}

function isTyping(target: EventTarget): boolean {
  return target instanceof HTMLElement && target.matches("input, textarea, select");
}
