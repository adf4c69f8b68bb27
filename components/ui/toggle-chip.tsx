"use client";
import type { ReactNode, Ref } from "react";
import { useReasonNot } from "./use-reason-not";

/** Round for a filter that is on or off, square for one of a row of alternatives. */
export function ToggleChip(props: {
  pressed: boolean;
  onPressedChange: (pressed: boolean) => void;
  shape?: "round" | "square";
  children: ReactNode;
  ref?: Ref<HTMLButtonElement>;
  /** Why it may not be pressed, as a button's. */
  reasonNot?: string;
}) {
  const { control, tip } = useReasonNot(props.reasonNot);
  return (
    <>
      <button
        ref={props.ref}
        type="button"
        aria-pressed={props.pressed}
        data-shape={props.shape ?? "round"}
        onClick={() => props.onPressedChange(!props.pressed)}
        className="h-8 rounded-full border border-control px-3.5 text-ink-soft transition-colors hover:border-ink aria-pressed:border-ink aria-pressed:bg-ink aria-pressed:font-medium aria-pressed:text-panel data-[shape=square]:rounded-control data-[shape=square]:px-3 pointer-coarse:h-11 aria-disabled:cursor-not-allowed aria-disabled:not-aria-pressed:border-dashed aria-disabled:not-aria-pressed:border-line-strong aria-disabled:not-aria-pressed:text-ink-faint"
        {...control}
      >
        {props.children}
      </button>
      {tip}
    </>
  );
}
