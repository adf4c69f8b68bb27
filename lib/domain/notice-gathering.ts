import type { DueNotice, NoticeKind } from "./notice";

/**
 * CDP logs are read one after the other, and what was started together times out one after the other: so these wait until
 * no more of their kind have come for `quietMs`, and `atMostMs` in all. Nobody who has been idle for half an hour misses
 * minutes; whoever is about to be cut off does.
 */
const WAITS: Partial<Record<NoticeKind, { quietMs: number; atMostMs: number }>> = {
  "session.idle": { quietMs: 15_000, atMostMs: 5 * 60_000 },
  "session.timing-out": { quietMs: 4_000, atMostMs: 15_000 },
};

export type Gathering = {
  /** When each was due first, by key. */
  dueSince: ReadonlyMap<string, number>;
  /** The keys of those that wait for more of their kind. */
  waiting: ReadonlySet<string>;
};

export const NOTHING_GATHERED: Gathering = { dueSince: new Map(), waiting: new Set() };

/** @param untold all that is due and was not told of */
export function gatherNotices(untold: readonly DueNotice[], before: Gathering, now: number): Gathering {
  const dueSince = new Map(untold.map(({ onceKey }) => [onceKey, before.dueSince.get(onceKey) ?? now]));
  const waiting = new Set<string>();
  for (const [kind, keys] of keysByKind(untold)) {
    const wait = WAITS[kind];
    if (!wait) continue;
    const instants = keys.map((key) => dueSince.get(key) ?? now);
    const first = instants.reduce((a, b) => Math.min(a, b));
    const last = instants.reduce((a, b) => Math.max(a, b));
    if (now - last >= wait.quietMs || now - first >= wait.atMostMs) continue;
    for (const key of keys) waiting.add(key);
  }
  return { dueSince, waiting };
}

function keysByKind(notices: readonly DueNotice[]): Map<NoticeKind, string[]> {
  const found = new Map<NoticeKind, string[]>();
  for (const { kind, onceKey } of notices) {
    const keys = found.get(kind) ?? [];
    found.set(kind, keys);
    keys.push(onceKey);
  }
  return found;
}
