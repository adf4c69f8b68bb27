/** Long enough for a weekend and a day off. */
const INVITATION_DAYS = 7;

const DAY_MS = 24 * 3600 * 1000;

/** When a link that is made `now` stops working. */
export function invitationExpiry(now: number): number {
  return now + INVITATION_DAYS * DAY_MS;
}

/** In the admin's own words: `6 days`, `23 h`, `40 min`, `less than a minute`. Rounded down, so that it never promises too much. */
export function formatTimeLeft(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 1) return "less than a minute";
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h` : `${Math.floor(hours / 24)} days`;
}
