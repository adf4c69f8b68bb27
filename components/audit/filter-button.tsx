import type { ReactNode } from "react";

/** Text that, pressed, becomes a filter. */
export function FilterButton(props: { title: string; className?: string; onClick: () => void; children: ReactNode }) {
  return (
    <button
      type="button"
      title={props.title}
      className={`max-w-full truncate rounded-sm text-left underline decoration-line-strong decoration-dotted underline-offset-3 hover:decoration-current hover:decoration-solid pointer-coarse:min-h-7 ${props.className ?? ""}`}
      onClick={props.onClick}
    >
      {props.children}
    </button>
  );
}
