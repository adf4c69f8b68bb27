"use client";
import { useQuery } from "@tanstack/react-query";
import { formatDuration } from "@/lib/domain/duration";
import { freshness } from "@/lib/domain/freshness";
import { useNow } from "@/lib/hooks/use-now";
import { snapshotQuery } from "@/lib/queries/sessions";

/** How old the picture on the page is, in word and shape: a filled dot is live, a ring is not. */
export function LiveIndicator() {
  const { data, isError } = useQuery(snapshotQuery());
  const now = useNow(data?.now ?? 0);
  const { state, ageSeconds } = freshness(data?.asOf ?? null, isError || Boolean(data?.failure), now);
  return (
    <span data-state={state} className="group inline-flex items-center gap-1.5 whitespace-nowrap">
      <span
        aria-hidden
        className="size-2 rounded-full border-2 border-critical group-data-[state=live]:border-calm group-data-[state=live]:bg-calm group-data-[state=stale]:border-warning"
      />
      {label(state, ageSeconds)}
    </span>
  );
}

function label(state: "live" | "stale" | "none", ageSeconds: number) {
  if (state === "none") return "No picture yet";
  const age = <span className="tabular-nums">{formatDuration(ageSeconds)}</span>;
  if (state === "stale") {
    return (
      <span>
        Stale<span className="max-sm:hidden"> · {age} old</span>
      </span>
    );
  }
  return (
    <span>
      Live<span className="max-sm:hidden"> · {age} ago</span>
    </span>
  );
}
