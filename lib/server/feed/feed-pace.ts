/** How often upstream is asked. All the numbers of the feed that depend on who upstream is. */
export type FeedPace = {
  /** Between two lists while something happens or is about to. */
  busyMs: number;
  /** While somebody watches and nothing has changed for a while. */
  quietMs: number;
  /** While nobody watches, for work that goes on without a page. */
  heartbeatMs: number;
  /** All requests of the feed together; `requestBudgets` shares them out. */
  requestsPerMinute: number;
  /**
   * Sessions that are just starting are a list of their own, asked for with each so-manieth list of the running ones and
   * after acts of our own. They are on the other list soon.
   */
  pendingEvery: number;
  /** The CDP log of a session is not read more often: each time it comes as a whole. */
  logEveryMs: number;
  /** The project's facts, which change by hand in a dashboard. */
  projectEveryMs: number;
};

/** `busy`: something happens or is about to. `heartbeat`: nobody watches, but rules have to be kept. */
export type Tempo = "busy" | "quiet" | "heartbeat";

/** The engine is on this machine and is nobody else's. */
export const ENGINE_PACE: FeedPace = {
  busyMs: 1_000,
  quietMs: 2_000,
  heartbeatMs: 10_000,
  requestsPerMinute: 240,
  pendingEvery: 1,
  logEveryMs: 10_000,
  projectEveryMs: 30_000,
};
export const BROWSERBASE_PACE: FeedPace = {
  busyMs: 2_000,
  quietMs: 5_000,
  heartbeatMs: 30_000,
  requestsPerMinute: 60,
  pendingEvery: 3,
  logEveryMs: 60_000,
  projectEveryMs: 120_000,
};

/** The pace as whoever runs Keepwatch wants it. Quiet times are never looked at more often than busy ones. */
export function withWishes(
  pace: FeedPace,
  {
    requestsPerMinute = pace.requestsPerMinute,
    intervalSeconds,
  }: { requestsPerMinute?: number; intervalSeconds?: number },
): FeedPace {
  const busyMs = intervalSeconds === undefined ? pace.busyMs : intervalSeconds * 1000;
  const quietMs = Math.max(pace.quietMs, busyMs);
  return { ...pace, requestsPerMinute, busyMs, quietMs, heartbeatMs: Math.max(pace.heartbeatMs, quietMs) };
}

/** How the feed's requests are shared out. Each burst is part of its minute, so that the sum is never passed. */
export function requestBudgets({ requestsPerMinute }: Pick<FeedPace, "requestsPerMinute">) {
  const details = Math.ceil(requestsPerMinute / 5);
  // However many sessions come and go, something is known of how they are used.
  const logs = Math.ceil(requestsPerMinute / 10);
  const lists = Math.max(1, requestsPerMinute - details - logs);
  return {
    lists: { perMinute: lists, burst: Math.min(6, lists) },
    // Of a minute's look-ups, what may be made at once cannot be made later: a few that end together, and no more.
    details: { perMinute: details, burst: Math.ceil(details / 3) },
    logs: { perMinute: logs, burst: 1 },
  };
}

/** The page that a session is on costs a request of its own, and matters less than its log. */
export const LOGS_PER_PAGE = 5;

/**
 * How many CDP logs can be read a minute: their own part of the budget, and what lists, at this tempo, leave of theirs. What
 * is for look-ups counts only while nothing happens: when many sessions end, looking up how takes all of it.
 */
export function logsPerMinute(pace: FeedPace, tempo: Tempo): number {
  const { lists, details, logs } = requestBudgets(pace);
  const listsPerMinute = (60_000 / intervalMs(pace, tempo)) * (1 + 1 / pace.pendingEvery);
  const fromLists = Math.max(0, lists.perMinute - lists.burst - listsPerMinute);
  const projectPerMinute = 60_000 / pace.projectEveryMs;
  const fromDetails = tempo === "busy" ? 0 : Math.max(0, details.perMinute - details.burst - projectPerMinute);
  return logs.perMinute - logs.burst + (fromLists + fromDetails) * (LOGS_PER_PAGE / (LOGS_PER_PAGE + 1));
}

function intervalMs(pace: FeedPace, tempo: Tempo): number {
  return { busy: pace.busyMs, quiet: pace.quietMs, heartbeat: pace.heartbeatMs }[tempo];
}

const MAX_BACKOFF_MS = 60_000;
const JITTER = 0.1;

type Situation = {
  failuresInRow: number;
  tempo: Tempo;
  /** From 0 to 1. */
  random: number;
};

/** How long to leave upstream alone after an answer or, doubling each time, after failures in a row. */
export function nextAskDelayMs(pace: FeedPace, { failuresInRow, tempo, random }: Situation): number {
  const healthyMs = intervalMs(pace, tempo);
  const backoffMs = Math.min(MAX_BACKOFF_MS, pace.busyMs * 2 ** failuresInRow);
  return (failuresInRow === 0 ? healthyMs : backoffMs) * (1 + JITTER * (2 * random - 1));
}
