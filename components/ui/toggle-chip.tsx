import type { ReactNode, Ref } from "react";

/** Round for a filter that is on or off, square for one of a row of alternatives. */
export function ToggleChip(props: {
  pressed: boolean;
  onPressedChange: (pressed: boolean) => void;
  shape?: "round" | "square";
  children: ReactNode;
  ref?: Ref<HTMLButtonElement>;
}) {
  return (
    <button
      ref={props.ref}
      type="button"
      aria-pressed={props.pressed}
      data-shape={props.shape ?? "round"}
      onClick={() => props.onPressedChange(!props.pressed)}
      className="h-9 rounded-full border border-control px-3.5 text-ink-soft transition-colors hover:border-ink aria-pressed:border-ink aria-pressed:bg-ink aria-pressed:font-medium aria-pressed:text-panel data-[shape=square]:rounded-control data-[shape=square]:px-3 pointer-coarse:h-11"
    >
      {props.children}
    </button>
  );
}
