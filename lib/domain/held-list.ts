import { isLive, type Session } from "./session";

/** What a list that stands still does not show yet. `moved`: of the rows that stay, the fewest that change places. */
export type HeldChanges = { added: number; ended: number; moved: number };

/**
 * @param held the list as it stands still
 * @param current the list as it would be now
 * @param all every session of the picture by its id, whether the list shows it or not
 */
export function heldChanges(
  held: readonly Session[],
  current: readonly Session[],
  all: ReadonlyMap<string, Session>,
): HeldChanges {
  const heldIds = new Set(held.map(({ id }) => id));
  const staying = held.filter((session) => !isLive(session) || isStillLive(all.get(session.id)));
  return {
    added: current.filter(({ id }) => !heldIds.has(id)).length,
    ended: held.length - staying.length,
    moved: movedCount(staying, current),
  };
}

/** All but the most that are in the same order in both. `lasts[n]` is the foremost place at which n + 1 such rows end. */
function movedCount(held: readonly Session[], current: readonly Session[]): number {
  const places = new Map(current.map(({ id }, place) => [id, place]));
  const kept = held.flatMap(({ id }) => places.get(id) ?? []);
  const lasts: number[] = [];
  for (const place of kept) lasts[indexOfFirstAbove(lasts, place)] = place;
  return kept.length - lasts.length;
}

/** @param sorted ascending */
function indexOfFirstAbove(sorted: readonly number[], value: number): number {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((sorted[middle] ?? 0) > value) to = middle;
    else from = middle + 1;
  }
  return from;
}

function isStillLive(session: Session | undefined): boolean {
  return session !== undefined && isLive(session);
}
