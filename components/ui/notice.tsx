import { cva, type VariantProps } from "class-variance-authority";
import type { ComponentProps } from "react";
import { cn } from "./cn";

const notice = cva("rounded-control border", {
  variants: {
    tone: {
      neutral: "border-line bg-idle-soft text-ink",
      warning: "border-warning bg-warning-soft text-ink",
      critical: "border-critical bg-critical-soft text-ink",
    },
    size: { md: "px-3 py-2", lg: "p-5" },
  },
  defaultVariants: { tone: "neutral", size: "md" },
});

/** A sentence or two about a state. Give it a `role` when it appears while somebody is looking. */
export function Notice({ className, tone, size, ...props }: ComponentProps<"div"> & VariantProps<typeof notice>) {
  return <div data-slot="notice" className={cn(notice({ tone, size }), className)} {...props} />;
}
