import type { VirtualItem } from "@tanstack/react-virtual";
import { type RefObject, useLayoutEffect, useRef } from "react";
import type { ListEntry } from "@/lib/domain/session-groups";

type Options = {
  entries: readonly ListEntry[];
  /** The lines in the document. */
  items: readonly VirtualItem[];
  startOf: (index: number) => number | undefined;
  view: string;
  list: RefObject<HTMLElement | null>;
};

/**
 * Keeps the topmost line on the screen where it is when lines come and go above it. Browsers do so by themselves only
 * while that line stays in the document, and not all of them; the list tells them not to.
 */
export function useScrollAnchor({ entries, items, startOf, view, list }: Options): void {
  const drawn = useRef<{ view: string; entries: readonly ListEntry[]; items: readonly VirtualItem[] }>(undefined);
  useLayoutEffect(() => {
    const before = drawn.current;
    drawn.current = { view, entries, items };
    if (!before || before.entries === entries || before.view !== view || !isScrolledInto(list.current)) return;
    const top = window.scrollY;
    const places = new Map(entries.map(({ key }, index) => [key, index]));
    const anchor = before.items.find(({ key, end }) => end > top && places.has(String(key)));
    const start = anchor && startOf(places.get(String(anchor.key)) ?? -1);
    if (anchor && start !== undefined && start !== anchor.start) window.scrollBy(0, start - anchor.start);
  });
}

function isScrolledInto(list: HTMLElement | null): boolean {
  return list !== null && list.getBoundingClientRect().top < 0;
}
