import { formatDuration } from "./duration";
import type { Role } from "./permissions";

/** What admins allow of sessions that are created through Keepwatch. */
export type SessionRules = {
  /** The shortest timeout; `null` for Browserbase's own limit, as below. */
  minTimeoutSeconds: number | null;
  maxTimeoutSeconds: number | null;
  /** Who may create sessions that are kept alive. */
  keepAliveRoles: readonly Role[];
  /** The longest timeout of one that is kept alive. */
  maxKeepAliveTimeoutSeconds: number | null;
};

/** Until an admin decides, whatever Browserbase takes. */
export const NO_SESSION_RULES: SessionRules = {
  minTimeoutSeconds: null,
  maxTimeoutSeconds: null,
  keepAliveRoles: ["operator", "admin"],
  maxKeepAliveTimeoutSeconds: null,
};

type Wish = {
  keepAlive: boolean;
  /** What was asked for, else the default; `undefined` when nobody knows what upstream will choose. */
  timeoutSeconds: number | undefined;
  role: Role;
};

export type BrokenRule = { field: "keepAlive" | "timeoutSeconds"; why: "forbidden" | "invalid"; message: string };

/** The first rule that a new session would break. It is refused then, and never changed to fit. */
export function findBrokenRule(rules: SessionRules, { keepAlive, timeoutSeconds, role }: Wish): BrokenRule | undefined {
  if (keepAlive && !rules.keepAliveRoles.includes(role)) {
    return { field: "keepAlive", why: "forbidden", message: `keepAlive is for ${whoMay(rules)}, and you are ${role}.` };
  }
  if (timeoutSeconds === undefined) return undefined;
  const { least, most } = timeoutBounds(rules, keepAlive);
  if (least !== null && timeoutSeconds < least) {
    return invalid(`The shortest timeout allowed here is ${exactly(least)}, and ${exactly(timeoutSeconds)} is less.`);
  }
  if (most === null || timeoutSeconds <= most) return undefined;
  const kind = keepAlive && most === rules.maxKeepAliveTimeoutSeconds ? " of a keepAlive session" : "";
  return invalid(
    `The longest timeout${kind} allowed here is ${exactly(most)}, and ${exactly(timeoutSeconds)} is more.`,
  );
}

/** Durations of an hour and more are written without their seconds, which are what may part two of them. */
function exactly(seconds: number): string {
  return seconds > 3600 && seconds % 60 !== 0 ? `${seconds} s` : formatDuration(seconds);
}

export function timeoutBounds(
  { minTimeoutSeconds, maxTimeoutSeconds, maxKeepAliveTimeoutSeconds }: SessionRules,
  keepAlive: boolean,
): { least: number | null; most: number | null } {
  const limits = [maxTimeoutSeconds, keepAlive ? maxKeepAliveTimeoutSeconds : null].filter((limit) => limit !== null);
  return { least: minTimeoutSeconds, most: limits.length > 0 ? Math.min(...limits) : null };
}

/** `admins`, `operators and admins`, `nobody`. */
export function whoMay({ keepAliveRoles }: Pick<SessionRules, "keepAliveRoles">): string {
  return keepAliveRoles.length === 0 ? "nobody" : keepAliveRoles.map((role) => `${role}s`).join(" and ");
}

function invalid(message: string): BrokenRule {
  return { field: "timeoutSeconds", why: "invalid", message };
}
