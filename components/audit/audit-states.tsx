import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";

const SKELETON_ROWS = ["w-2/5", "w-3/5", "w-1/2", "w-2/3", "w-1/3", "w-1/2", "w-3/5", "w-2/5"];

export function LoadingEntries() {
  return (
    <div role="status" className="rounded-panel border border-line bg-panel">
      <span className="sr-only">Reading the audit log…</span>
      {SKELETON_ROWS.map((width, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows stand for nothing and never change
        <div key={row} aria-hidden className="flex h-16 items-center border-line border-t px-3.5 first:border-t-0">
          <span className={`h-3 rounded-full bg-line motion-safe:animate-pulse ${width}`} />
        </div>
      ))}
    </div>
  );
}

export function NoEntries({ onClear }: { onClear: (() => void) | undefined }) {
  return (
    <div className="grid justify-items-center gap-2 rounded-panel border border-line bg-panel px-5 py-14 text-center">
      <h2 className="font-semibold">{onClear ? "No entry matches" : "Nothing is recorded yet"}</h2>
      <p className="mb-2 max-w-prose text-ink-soft">
        {onClear
          ? "Nobody did this, or it is longer ago than entries are kept. An address must be whole."
          : "Whatever somebody creates, releases, changes or tries in vain is entered here."}
      </p>
      <ClearFilters onClear={onClear} />
    </div>
  );
}

type Unreadable = { reason: string; onRetry: (() => void) | undefined; onClear: (() => void) | undefined };

export function AuditUnreadable({ reason, onRetry, onClear }: Unreadable): ReactNode {
  return (
    <Notice tone="critical" role="alert" size="lg" className="grid justify-items-start gap-2">
      <h2 className="font-semibold">The audit log cannot be shown</h2>
      <p>{reason}</p>
      <span className="flex gap-2">
        {onRetry ? (
          <Button size="sm" onClick={onRetry}>
            Try again
          </Button>
        ) : null}
        <ClearFilters onClear={onClear} />
      </span>
    </Notice>
  );
}

function ClearFilters({ onClear }: { onClear: (() => void) | undefined }) {
  return onClear ? (
    <Button size="sm" onClick={onClear}>
      Clear the filters
    </Button>
  ) : null;
}
