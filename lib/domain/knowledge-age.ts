/**
 * How old what is known of an idle session's use can be, in seconds, while upstream is well: as long as it takes to read
 * the CDP logs of all sessions that are kept alive in turn, and not less than the time between two readings of one. Who
 * judges by idle time has to wait longer than this.
 */
export function knowledgeAgeSeconds(of: {
  /** Those that are kept alive. */
  sessions: number;
  checksPerMinute: number;
  /** The log of one session is not read more often. */
  everySeconds: number;
}): number {
  if (of.checksPerMinute <= 0) return Number.POSITIVE_INFINITY;
  return Math.max(of.everySeconds, Math.ceil((of.sessions / of.checksPerMinute) * 60));
}
