import { type Activity, newestActivity } from "@/lib/domain/activity";
import type { Owner } from "@/lib/domain/owner";
import type { Protection } from "@/lib/domain/protection";
import type { SessionNotes } from "@/lib/domain/session";

type Row = { owner: Owner | null; activity: Activity | null; protection: Protection | null };

/** A row as notes, where this server may know of newer activity than was written. */
export function toNotes({ owner, activity, protection }: Row, known: SessionNotes): SessionNotes {
  return {
    owner: owner ?? known.owner,
    activity: newestActivity(known.activity, activity ?? undefined),
    protection: protection ?? undefined,
  };
}
