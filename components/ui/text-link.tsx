import Link from "next/link";
import type { ComponentProps } from "react";
import { cn } from "./cn";

export function TextLink({ className, ...props }: ComponentProps<typeof Link>) {
  return (
    <Link
      data-slot="text-link"
      className={cn("justify-self-start font-medium underline underline-offset-2 hover:text-ink-soft", className)}
      {...props}
    />
  );
}
