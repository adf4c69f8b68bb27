import { isLive, type Session } from "./session";

const MINUTE_MS = 60_000;

/** What Browserbase charges over the plan's allowance, in US dollars a browser hour, as of June 2026. */
export const PRICE_PRESETS = [
  { plan: "Developer", usdPerHour: 0.12 },
  { plan: "Startup", usdPerHour: 0.1 },
] as const;
export const PRICES_AS_OF = "June 2026";
export const MAX_USD_PER_HOUR = 100;

/** Billed minutes so far: begun ones count whole, and one is the least. */
export function minutesSoFar(session: Pick<Session, "startedAt" | "endedAt">, now: number): number {
  return Math.max(1, Math.ceil(((session.endedAt ?? now) - session.startedAt) / MINUTE_MS));
}

/** Minutes that it will still burn if nobody acts; 0 once it has ended. */
export function minutesLeft(
  session: Pick<Session, "status" | "startedAt" | "expiresAt" | "endedAt">,
  now: number,
): number {
  if (!isLive(session)) return 0;
  const whole = minutesSoFar({ startedAt: session.startedAt, endedAt: session.expiresAt }, now);
  return Math.max(0, whole - minutesSoFar(session, now));
}

/** In US dollars. */
export function costOf(minutes: number, usdPerHour: number): number {
  return (minutes / 60) * usdPerHour;
}

const USD = new Intl.NumberFormat("en-US", { style: "currency", currency: "USD" });

/** `$1.58`; what is less than half a cent is `$0.00`. */
export function formatUsd(usd: number): string {
  return USD.format(usd);
}

/** `13.2 h`, `48 min`: for sums, of which nobody needs the seconds. */
export function formatHours(minutes: number): string {
  return minutes < 60 ? `${Math.round(minutes)} min` : `${(minutes / 60).toFixed(1)} h`;
}
