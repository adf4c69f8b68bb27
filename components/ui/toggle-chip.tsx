import type { ReactNode, Ref } from "react";

export function ToggleChip(props: {
  pressed: boolean;
  onPressedChange: (pressed: boolean) => void;
  children: ReactNode;
  ref?: Ref<HTMLButtonElement>;
}) {
  return (
    <button
      ref={props.ref}
      type="button"
      aria-pressed={props.pressed}
      onClick={() => props.onPressedChange(!props.pressed)}
      className="h-9 rounded-full border border-line-strong px-3.5 text-ink-soft transition-colors hover:border-ink aria-pressed:border-ink aria-pressed:bg-ink aria-pressed:text-panel"
    >
      {props.children}
    </button>
  );
}
