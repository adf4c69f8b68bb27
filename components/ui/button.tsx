"use client";
import { cva, type VariantProps } from "class-variance-authority";
import type { ComponentProps } from "react";
import { cn } from "./cn";
import { useReasonNot } from "./use-reason-not";

/** For a link that looks like one. */
export const buttonClass = cva(
  "inline-flex items-center justify-center gap-1.5 whitespace-nowrap border transition-colors disabled:cursor-not-allowed disabled:opacity-60 aria-disabled:cursor-not-allowed aria-disabled:border-dashed aria-disabled:border-line-strong aria-disabled:bg-transparent aria-disabled:text-ink-faint",
  {
    variants: {
      variant: {
        primary: "border-ink bg-ink font-medium text-panel hover:bg-ink-soft",
        secondary: "border-control bg-panel text-ink hover:border-ink",
        strong: "border-ink bg-panel font-medium text-ink hover:bg-ink hover:text-panel",
        danger: "border-critical bg-critical font-medium text-panel hover:border-ink hover:bg-ink",
        quiet: "border-transparent bg-transparent text-ink-soft hover:bg-paper hover:text-ink",
        faint:
          "border-transparent bg-transparent text-ink-faint hover:bg-paper hover:text-ink data-[marked=true]:text-ink",
      },
      size: {
        md: "h-9 px-3 pointer-coarse:h-11",
        sm: "h-8 px-3 pointer-coarse:h-11",
        tight: "h-8 px-2 pointer-coarse:h-11",
        icon: "size-8 pointer-coarse:size-11",
        /** As high as a field. */
        "icon-md": "size-9 pointer-coarse:size-11",
      },
      shape: { plain: "rounded-control", pill: "rounded-full" },
    },
    defaultVariants: { variant: "secondary", size: "md", shape: "plain" },
  },
);

type ButtonProps = ComponentProps<"button"> &
  VariantProps<typeof buttonClass> & {
    /** Why it may not be pressed. It then stays reachable, and a press tells the reason and does nothing else. */
    reasonNot?: string;
  };

export function Button({ className, variant, size, shape, type = "button", reasonNot, ...props }: ButtonProps) {
  const { control, tip } = useReasonNot(reasonNot);
  return (
    <>
      <button
        data-slot="button"
        type={type}
        className={cn(buttonClass({ variant, size, shape }), className)}
        {...props}
        {...control}
      />
      {tip}
    </>
  );
}
