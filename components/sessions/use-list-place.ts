import { type RefObject, useLayoutEffect, useState } from "react";

/** In pixels: where the list begins in the document, and how high its lines are. */
type ListPlace = { top: number; sessionRow: number; groupRow: number };

/** As a wide page with the usual letter size has it. Used until the page has been measured. */
const ASSUMED: ListPlace = { top: 0, sessionRow: 52, groupRow: 44 };

/** Follows what moves the list or changes its lines: the window's width, and the height of what stands above. */
export function useListPlace(list: RefObject<HTMLElement | null>): ListPlace {
  const [place, setPlace] = useState(ASSUMED);
  useLayoutEffect(() => {
    const measure = () => {
      if (!list.current) return;
      const next = { top: topOf(list.current), ...lineHeights() };
      setPlace((before) => (isSame(before, next) ? before : next));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(document.body);
    window.addEventListener("resize", measure);
    return () => {
      observer.disconnect();
      window.removeEventListener("resize", measure);
    };
  }, [list]);
  return place;
}

function topOf(element: HTMLElement): number {
  return Math.round(element.getBoundingClientRect().top + window.scrollY);
}

function lineHeights() {
  const style = getComputedStyle(document.documentElement);
  const rem = Number.parseFloat(style.fontSize);
  const height = (token: string) => Number.parseFloat(style.getPropertyValue(token)) * rem;
  return { sessionRow: height("--session-row"), groupRow: height("--group-row") };
}

function isSame(a: ListPlace, b: ListPlace): boolean {
  return a.top === b.top && a.sessionRow === b.sessionRow && a.groupRow === b.groupRow;
}
