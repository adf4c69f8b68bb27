import { isAppError } from "@/lib/server/errors";

export type CheckFailure = {
  inRow: number;
  /** The log is not read before. */
  retryAt: number;
  /** Why it cannot be read, for people; absent when that may be over soon. */
  problem?: string;
};

const MINUTE_MS = 60_000;
/** What upstream refuses it refuses for as long as the session lives, most likely. */
const REFUSED_MS = 10 * MINUTE_MS;
const MAX_WAIT_MS = 60 * MINUTE_MS;

/** When the log of a session is to be tried again that could not be read, for the so-manieth time in a row. */
export function afterFailure(before: CheckFailure | undefined, error: unknown, now: number): CheckFailure {
  const inRow = (before?.inRow ?? 0) + 1;
  const problem = problemOf(error);
  const firstMs = problem === undefined ? MINUTE_MS : REFUSED_MS;
  return { inRow, retryAt: now + Math.min(MAX_WAIT_MS, firstMs * 2 ** (inRow - 1)), problem };
}

function problemOf(error: unknown): string | undefined {
  if (!isAppError(error)) return undefined;
  switch (error.code) {
    case "not_found":
      return "There is no CDP log of it. It may be switched off.";
    case "upstream_unreadable":
      return "Its CDP log cannot be read.";
    case "invalid":
    case "conflict":
    case "upstream_refused":
      return `Its CDP log cannot be read: ${error.message}`;
    default:
      return undefined;
  }
}
