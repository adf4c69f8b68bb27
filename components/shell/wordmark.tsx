import { cn } from "@/components/ui/cn";

/** The product's name and its sign, a fuse that burns down. */
export function Wordmark({ nameClassName }: { nameClassName?: string }) {
  return (
    <span className="flex items-center gap-2 font-semibold tracking-tight">
      <span aria-hidden className="flex h-1.5 w-5.5 overflow-hidden rounded-full bg-line-strong">
        <span className="w-[62%] bg-calm" />
      </span>
      <span className={cn(nameClassName)}>Keepwatch</span>
    </span>
  );
}
