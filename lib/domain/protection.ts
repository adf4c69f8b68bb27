/** Keeps a session from every bulk release and policy, in the open, until it lapses. Epoch ms on upstream's clock. */
export type Protection = { until: number; reason: string; by: string };

/** No session lives longer, so none is protected for longer. */
export const MAX_PROTECTION_MS = 6 * 3_600_000;

export function isProtected(session: { protection?: Protection }, now: number): boolean {
  return session.protection !== undefined && session.protection.until > now;
}
