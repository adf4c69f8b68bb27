import type { MetadataMatch } from "./metadata-expression";

/** `dry`: it says what it would do, and does nothing. `stopped`: by its circuit breaker, until an admin decides. */
export const POLICY_MODES = ["dry", "on", "stopped"] as const;
export type PolicyMode = (typeof POLICY_MODES)[number];

/** Which sessions a policy releases by itself, and when. It has two clocks: idle, and maximum. */
export type PolicyRule = {
  /** Idle for longer than this; `null` when the idle clock is off. */
  idleSeconds: number | null;
  /** Older than this, idle or not; `null` when the maximum clock is off. */
  maximumSeconds: number | null;
  /** Never younger than this. */
  minAgeSeconds: number;
  /** Only those whose metadata has all of these; empty for all. */
  metadata: readonly MetadataMatch[];
  /** Only those of this owner, by name; `null` for all. */
  owner: string | null;
  /** How long before it is released a session is warned of it. */
  graceSeconds: number;
  /** The circuit breaker: more at once than this, or a larger share of the live sessions, and it stops. */
  maxAtOnce: number;
  maxSharePercent: number;
};

/** Clients pause for a minute while they work, so less is no silence. */
export const MIN_IDLE_SECONDS = 60;
/** Nobody can object to what they were told of a moment ago. */
export const MIN_GRACE_SECONDS = 30;
/** No session lives longer. */
export const MAX_POLICY_SECONDS = 21_600;
