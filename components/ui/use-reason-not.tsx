"use client";
import { type KeyboardEvent, type ReactNode, type RefObject, type SyntheticEvent, useId, useMemo, useRef } from "react";

export type ReasonNot = {
  /** For the control itself, after its own handlers. It may go to many controls, and is the same until the reason changes. */
  control: object;
  /** Stands beside the control. */
  tip: ReactNode;
};

const MARGIN_PX = 8;

/**
 * Lets a control that may not be used say why: it keeps its place in the tab order, the reason is its description, and
 * a press shows the reason and does nothing else. Fingers do not hover, so a title alone would tell them nothing.
 */
export function useReasonNot(reason: string | undefined, press: "onClick" | "onMouseDown" = "onClick"): ReasonNot {
  const id = useId();
  const tip = useRef<HTMLSpanElement>(null);
  // Rows of a table that get it compare it with the last.
  return useMemo(() => (reason ? makeReasonNot(reason, id, tip, press) : ALLOWED), [reason, id, press]);
}

const ALLOWED: ReasonNot = { control: {}, tip: null };

function makeReasonNot(
  reason: string,
  id: string,
  tip: RefObject<HTMLSpanElement | null>,
  press: "onClick" | "onMouseDown",
): ReasonNot {
  function tell(event: SyntheticEvent<HTMLElement>) {
    event.preventDefault();
    event.stopPropagation();
    event.currentTarget.focus();
    if (tip.current) showBeside(tip.current, event.currentTarget);
  }

  function onKeyDown(event: KeyboardEvent<HTMLElement>) {
    if (event.key === "Escape") return tip.current?.hidePopover();
    // A list of options changes by nearly every key.
    if (press === "onMouseDown" && event.key !== "Tab" && !isChord(event)) tell(event);
  }

  const control = {
    "aria-disabled": true,
    "aria-describedby": id,
    title: reason,
    onChange: undefined,
    onKeyDown,
    onBlur: () => tip.current?.hidePopover(),
    [press]: tell,
  };
  return {
    control,
    tip: (
      <span
        ref={tip}
        id={id}
        popover="manual"
        role="status"
        className="fixed inset-auto m-0 max-w-72 rounded-control border border-control bg-ink px-3 py-2 text-left font-normal text-panel text-small whitespace-normal"
      >
        {reason}
      </span>
    ),
  };
}

/** Below the control, or above it where there is no room, and on one line with its nearer edge. */
function showBeside(tip: HTMLElement, control: HTMLElement): void {
  const place = control.getBoundingClientRect();
  tip.showPopover();
  const { width, height } = tip.getBoundingClientRect();
  const below = place.bottom + MARGIN_PX;
  const fits = below + height + MARGIN_PX <= window.innerHeight;
  tip.style.top = `${fits ? below : place.top - height - MARGIN_PX}px`;
  const reachesOut = place.left + width + MARGIN_PX > window.innerWidth;
  tip.style.left = `${Math.max(MARGIN_PX, reachesOut ? place.right - width : place.left)}px`;
}

function isChord({ ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  return ctrlKey || metaKey || altKey;
}
