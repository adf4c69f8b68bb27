"use client";
import { useQueryClient } from "@tanstack/react-query";
import { Pause, Play } from "lucide-react";
import { formatDuration } from "@/lib/domain/duration";
import { freshness } from "@/lib/domain/freshness";
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
      className="group inline-flex h-8 items-center gap-1 whitespace-nowrap rounded-control px-1 sm:gap-1.5 sm:px-2 hover:bg-paper hover:text-ink aria-pressed:bg-warning-soft aria-pressed:text-ink data-[state=stale]:bg-warning-soft data-[state=stale]:text-ink pointer-coarse:h-11"
      onClick={() => (isPaused ? resumePicture(queryClient) : pausePicture(queryClient))}
    >
      <span
        aria-hidden
        className="size-2 rounded-full border-2 border-critical group-data-[state=live]:border-calm group-data-[state=live]:bg-calm group-data-[state=paused]:border-warning group-data-[state=stale]:border-warning"
      />
      {shown === "none" ? "No picture yet" : <PictureAge shown={shown} seconds={ageSeconds} />}
      <Icon aria-hidden className="size-3 text-ink-faint max-sm:hidden" />
    </button>
  );
}

/** The word and the age, which a phone has room for one below the other. */
function PictureAge({ shown, seconds }: { shown: keyof typeof TEXTS; seconds: number }) {
  const [word, before, after] = TEXTS[shown];
  const age = formatDuration(seconds);
  return (
    <span className="tabular-nums max-sm:grid max-sm:text-[0.625rem] max-sm:leading-[1.3]">
      <span>{word}</span>
      <span className="max-sm:hidden">
        {before}
        {age}
        {after}
      </span>
      {/* Its largest unit alone. */}
      <span className="sm:hidden"> {age.split(" ", 2).join(" ")}</span>
    </span>
  );
}

const TEXTS = {
  live: ["Live", " · ", " ago"],
  stale: ["Stale", " · ", " old"],
  paused: ["Paused", " ", " ago · Resume"],
};
