import { costOf, formatHours, formatUsd, minutesLeft, minutesSoFar } from "./cost";
import { isLive, type Session } from "./session";

/** `$0.10` and `→ $0.62`; of one that was released, `saved $0.41`. */
export function describeCost(
  session: Session,
  usdPerHour: number | null,
  now: number,
): { soFar: string; rest: string } {
  const soFar = formatSpending(minutesSoFar(session, now), usdPerHour);
  if (isLive(session)) return { soFar, rest: `→ ${formatSpending(minutesLeft(session, now), usdPerHour)}` };
  const saved = minutesSaved(session);
  return { soFar, rest: saved > 0 ? `saved ${formatSpending(saved, usdPerHour)}` : "" };
}

/** `$1.58`, or `13.2 h` when nobody said what an hour costs. */
export function formatSpending(minutes: number, usdPerHour: number | null): string {
  return usdPerHour === null ? formatHours(minutes) : formatUsd(costOf(minutes, usdPerHour));
}

/** The minutes that a release spared; 0 when it ended in another way. */
function minutesSaved(session: Session): number {
  if (session.release?.state !== "released" || session.endedAt === undefined) return 0;
  return minutesLeft({ ...session, status: "RUNNING" }, session.endedAt);
}
