import type { Session } from "@/lib/domain/session";

/** It is over by all that can be seen, and nobody said how. */
export function endedUnknown({ missingSince, ...session }: Session, endedAt: number): Session {
  return { ...session, status: "ERROR", endedAt, isEndInferred: true };
}
