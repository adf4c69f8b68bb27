"use client";
import { useQueryClient } from "@tanstack/react-query";
import { Pause, Play } from "lucide-react";
import type { ReactNode } from "react";
import { formatDuration } from "@/lib/domain/duration";
import { type Freshness, freshness } from "@/lib/domain/freshness";
import { useNow } from "@/lib/hooks/use-now";
import { usePicture } from "@/lib/hooks/use-picture";
import { pausePicture, resumePicture } from "@/lib/queries/paused-snapshot";

/**
 * How old the picture on the page is, in word and shape: a filled dot is live, a ring is not. Pressed, it stops the
 * picture: what is shown stays as it is, while time and what one does oneself go on.
 */
export function LiveIndicator() {
  const queryClient = useQueryClient();
  const { snapshot, isPaused, error } = usePicture();
  const now = useNow(snapshot?.now ?? 0);
  const { state, ageSeconds } = freshness(snapshot?.asOf ?? null, error !== null || Boolean(snapshot?.failure), now);
  const shown = isPaused ? "paused" : state;
  const Icon = isPaused ? Play : Pause;
  return (
    <button
      type="button"
      aria-pressed={isPaused}
      disabled={state === "none"}
      data-state={shown}
      title={isPaused ? "Resume: show what has happened since" : "Pause: nothing comes, goes or moves"}
      className="group inline-flex h-8 items-center gap-1.5 whitespace-nowrap rounded-control px-1.5 sm:px-2 hover:bg-paper hover:text-ink aria-pressed:bg-warning-soft aria-pressed:text-ink pointer-coarse:h-11"
      onClick={() => (isPaused ? resumePicture(queryClient) : pausePicture(queryClient))}
    >
      <span
        aria-hidden
        className="size-2 rounded-full border-2 border-critical group-data-[state=live]:border-calm group-data-[state=live]:bg-calm group-data-[state=paused]:border-warning group-data-[state=stale]:border-warning"
      />
      {label(shown, <span className="tabular-nums">{formatDuration(ageSeconds)}</span>)}
      <Icon aria-hidden className="size-3 text-ink-faint max-sm:hidden max-sm:group-aria-pressed:block" />
    </button>
  );
}

function label(state: Freshness["state"] | "paused", age: ReactNode) {
  switch (state) {
    case "none":
      return "No picture yet";
    case "paused":
      return (
        <span>
          <span className="max-sm:sr-only">Paused</span>
          <span className="max-sm:hidden"> {age} ago · Resume</span>
        </span>
      );
    case "stale":
      return (
        <span>
          Stale<span className="max-sm:hidden"> · {age} old</span>
        </span>
      );
    default:
      return (
        <span>
          Live<span className="max-sm:hidden"> · {age} ago</span>
        </span>
      );
  }
}
