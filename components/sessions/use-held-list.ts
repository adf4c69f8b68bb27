import {
  type FocusEvent,
  type PointerEvent,
  type RefObject,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import type { Session } from "@/lib/domain/session";

type Held = { view: string; sessions: readonly Session[] };

type Options = {
  /** The list as it would be now. */
  listed: readonly Session[];
  /** The whole picture. */
  sessions: readonly Session[];
  /** What the list was asked for: another question gets its answer at once. */
  view: string;
  /** Rows are selected, or something that lies over the page belongs to one of them. */
  isPinned: boolean;
  /** What one is in while the rows stand still: the list, and what tells that it does. */
  regions: readonly RefObject<HTMLElement | null>[];
};

export type HeldList = ReturnType<typeof useHeldList>;

/**
 * The rows as they stand still while somebody points at them or is among them with the keyboard. None comes, goes or
 * moves until they leave or ask for it; what each row says about its session stays true meanwhile.
 */
export function useHeldList({ listed, sessions, view, isPinned, regions }: Options) {
  const [held, setHeld] = useState<Held>();
  if (listed.length === 0) {
    if (held) setHeld(undefined);
  } else if ((held || isPinned) && held?.view !== view) setHeld({ view, sessions: listed });

  const isHeld = held !== undefined;
  const current = useMemo(
    () => (isHeld ? new Map(sessions.map((session) => [session.id, session])) : undefined),
    [isHeld, sessions],
  );
  // Given on to the headers of groups, which add up many.
  const currentOf = useCallback((session: Session) => current?.get(session.id) ?? session, [current]);

  // A finger that is lifted stays where it was, until it touches elsewhere.
  useEffect(() => {
    if (!isHeld || isPinned) return;
    const leave = ({ target }: globalThis.PointerEvent) => {
      if (!isWithin(regions, target)) setHeld(undefined);
    };
    document.addEventListener("pointerdown", leave);
    return () => document.removeEventListener("pointerdown", leave);
  }, [isHeld, isPinned, regions]);

  const wasPinned = useRef(isPinned);
  useEffect(() => {
    const isThere = isAny(regions, isPointedAt) || isAny(regions, hasVisibleFocus);
    if (wasPinned.current && !isPinned && !isThere) setHeld(undefined);
    wasPinned.current = isPinned;
  }, [isPinned, regions]);

  const hold = () => setHeld((before) => before ?? { view, sessions: listed });
  const letGo = () => {
    if (!isPinned) setHeld(undefined);
  };
  return {
    sessions: held?.sessions ?? listed,
    /** A session as it is now; one that has left the picture, as it last was. */
    currentOf,
    /** What it stood still as, beside what it would be, while it does. */
    still: held && current && { held: held.sessions, listed, current },
    apply: () => setHeld({ view, sessions: listed }),
    handlers: {
      onPointerEnter: hold,
      onFocus: hold,
      onPointerLeave({ relatedTarget, pointerType }: PointerEvent) {
        // A finger that is lifted has not left: the next row must not slide under it.
        if (pointerType !== "mouse" || isWithin(regions, relatedTarget)) return;
        if (!isAny(regions, hasVisibleFocus)) letGo();
      },
      onBlur({ relatedTarget }: FocusEvent) {
        if (!isWithin(regions, relatedTarget) && !isAny(regions, isPointedAt)) letGo();
      },
    },
  };
}

type Regions = Options["regions"];

function isAny(regions: Regions, is: (region: HTMLElement) => boolean): boolean {
  return regions.some(({ current }) => current !== null && is(current));
}

function isWithin(regions: Regions, target: EventTarget | null): boolean {
  return target instanceof Node && isAny(regions, (region) => region.contains(target));
}

function isPointedAt(region: HTMLElement): boolean {
  return region.matches(":hover");
}

function hasVisibleFocus(region: HTMLElement): boolean {
  return region.querySelector(":focus-visible") !== null;
}
