import type { QueryClient } from "@tanstack/react-query";
import { monotonicNow, upstreamTimeBounds } from "@/lib/queries/upstream-clock";
import { LivePicture } from "./live-picture";

/** Where the picture is in the cache. */
export const SNAPSHOT_KEY = ["snapshot"] as const;

const FRAMELESS_MS = 1_000;

const pictures = new WeakMap<QueryClient, LivePicture>();

/** The one picture of a page, which has one query client. */
export function pagePicture(queryClient: QueryClient): LivePicture {
  const known = pictures.get(queryClient);
  if (known) return known;
  const picture = new LivePicture({
    queryClient,
    queryKey: SNAPSHOT_KEY,
    schedule: beforeNextFrame,
    monotonicNow,
    latestUpstreamTime: () => upstreamTimeBounds()?.latest ?? Number.POSITIVE_INFINITY,
  });
  pictures.set(queryClient, picture);
  return picture;
}

/** A page that is hidden draws no frames, and still has to know what happens when it tells its person. */
function beforeNextFrame(write: () => void): void {
  const act = () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    write();
  };
  const frame = requestAnimationFrame(act);
  const timer = setTimeout(act, FRAMELESS_MS);
}
