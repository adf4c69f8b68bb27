import type { ComponentProps, ReactNode } from "react";
import { cn } from "./cn";

/** One of a row of alternatives: a native radio button that looks like a segment. */
export function Choice({
  className,
  children,
  ...props
}: Omit<ComponentProps<"input">, "type"> & { children: ReactNode }) {
  return (
    <label
      className={cn(
        "relative inline-flex h-9 items-center pointer-coarse:h-11 rounded-control border border-line-strong bg-panel px-3 text-ink-soft transition-colors",
        "hover:border-ink has-checked:border-ink has-checked:bg-ink has-checked:font-medium has-checked:text-panel",
        "has-focus-visible:outline-2 has-focus-visible:outline-focus has-focus-visible:outline-offset-2",
        "has-disabled:cursor-not-allowed has-disabled:opacity-60",
        className,
      )}
    >
      <input
        type="radio"
        className="absolute inset-0 cursor-[inherit] appearance-none rounded-control outline-none"
        {...props}
      />
      <span className="pointer-events-none relative">{children}</span>
    </label>
  );
}
