import type { Lifetimes } from "@/lib/domain/timeout-advice";

/** What releases spared: the billed minutes that would have followed. */
export type Reclaimed = { sessions: number; minutes: number };

/** `GET /api/usage`. */
export type Usage = {
  /** The last 7 days and the last 30. */
  reclaimed: { week: Reclaimed; month: Reclaimed };
  /** Of the sessions that ended in the last 7 days, as far as Keepwatch saw it. */
  lifetimes: Lifetimes;
};
