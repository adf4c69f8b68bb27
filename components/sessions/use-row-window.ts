import { defaultRangeExtractor, type Range, useWindowVirtualizer } from "@tanstack/react-virtual";
import { useCallback, useLayoutEffect, useRef, useSyncExternalStore } from "react";
import type { ListEntry } from "@/lib/domain/session-groups";
import { useListPlace } from "./use-list-place";
import { useScrollAnchor } from "./use-scroll-anchor";

/** What the server draws: more than a screen of them, and few enough to be there at once. */
const FIRST_ROWS = 40;
/** Beyond either edge of the screen, for the wheel to turn into. */
const OVERSCAN = 8;
/** Keeps a row that is gone to by keyboard clear of the table's sticky header. */
const HEADER_PX = 48;

/** A line that is in the document. `space` is the height, in CSS, of what is left out before it. */
type WindowedRow = { entry: ListEntry; index: number; space: string | undefined };

type Options = {
  entries: readonly ListEntry[];
  /** Stays in the document wherever it is, since it has the focus or would get it next. */
  activeIndex: number;
  /** What the list was asked for: while it is the same, what is on the screen stays where it is. */
  view: string;
  /** Rows that are as high as what is in them. */
  expandedIds: ReadonlySet<string>;
};

/** The lines of a list of any length that are on the screen or near it, in the document's own flow. */
export function useRowWindow({ entries, activeIndex, view, expandedIds }: Options) {
  const list = useRef<HTMLDivElement>(null);
  const isHydrated = useSyncExternalStore(never, isTrue, isFalse);
  const place = useListPlace(list);
  const { sessionRow, groupRow } = place;
  const virtualizer = useWindowVirtualizer<HTMLElement>({
    count: entries.length,
    estimateSize: (index) => (isGroup(entries[index]) ? groupRow : sessionRow),
    getItemKey: useCallback((index: number) => entries[index]?.key ?? index, [entries]),
    rangeExtractor: useCallback((range: Range) => withIndex(defaultRangeExtractor(range), activeIndex), [activeIndex]),
    overscan: OVERSCAN,
    scrollMargin: place.top,
    scrollPaddingStart: HEADER_PX,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: sizes are remembered, so that other heights must be told
  useLayoutEffect(() => virtualizer.measure(), [virtualizer, sessionRow, groupRow]);
  const drawnExpanded = useRef(expandedIds);
  useLayoutEffect(() => {
    // A row is measured while it is expanded, and nobody looks at it afterwards.
    const collapsed = [...drawnExpanded.current].filter((id) => !expandedIds.has(id));
    for (const id of collapsed) {
      const index = entries.findIndex(({ key }) => key === id);
      if (index >= 0) virtualizer.resizeItem(index, sessionRow);
    }
    drawnExpanded.current = expandedIds;
  }, [virtualizer, entries, expandedIds, sessionRow]);

  const items = isHydrated ? virtualizer.getVirtualItems() : [];
  useScrollAnchor({ entries, items, startOf: (index) => virtualizer.measurementsCache[index]?.start, view, list });

  // The server knows neither the screen nor where it is scrolled to, and the first render in a browser must be the same.
  if (!isHydrated) {
    const first = entries.slice(0, FIRST_ROWS).map((entry, index) => ({ entry, index, space: undefined }));
    return { list, virtualizer, rows: first, spaceAfter: heightOf(entries.slice(FIRST_ROWS)) };
  }
  let end = place.top;
  const rows: WindowedRow[] = [];
  for (const item of items) {
    const entry = entries[item.index];
    if (!entry) continue;
    rows.push({ entry, index: item.index, space: item.start > end ? `${item.start - end}px` : undefined });
    end = item.end;
  }
  return { list, virtualizer, rows, spaceAfter: `${virtualizer.getTotalSize() - (end - place.top)}px` };
}

function isGroup(entry: ListEntry | undefined): boolean {
  return entry !== undefined && "group" in entry;
}

function withIndex(indexes: number[], index: number): number[] {
  if (index < 0 || indexes.includes(index)) return indexes;
  return [...indexes, index].sort((a, b) => a - b);
}

/** By the stylesheet's own heights, which depend on how wide the page is. */
function heightOf(entries: readonly ListEntry[]): string {
  const groups = entries.filter(isGroup).length;
  return `calc(${entries.length - groups} * var(--session-row) + ${groups} * var(--group-row))`;
}

const never = () => () => undefined;
const isTrue = () => true;
const isFalse = () => false;
