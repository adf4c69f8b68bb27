import type { ReactNode } from "react";

/** Text that, pressed, becomes a filter. */
export function FilterButton(props: { title: string; className?: string; onClick: () => void; children: ReactNode }) {
  return (
    <button
      type="button"
      title={props.title}
      className={`max-w-full truncate rounded-sm text-left underline decoration-transparent underline-offset-2 hover:decoration-current ${props.className ?? ""}`}
      onClick={props.onClick}
    >
      {props.children}
    </button>
  );
}
