import type { SessionRecord } from "../session/session-record";

const MINUTE_MS = 60_000;

/** Minutes as Browserbase bills them: each session rounded up, and one at the least. */
export function countBrowserMinutes(records: readonly SessionRecord[], now: number): number {
  return records.reduce((total, record) => total + minutesOf(record, now), 0);
}

function minutesOf({ createdAt, endedAt }: SessionRecord, now: number): number {
  return Math.max(1, Math.ceil(((endedAt ?? now) - createdAt) / MINUTE_MS));
}
