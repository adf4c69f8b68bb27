import { isLive, type Session } from "./session";

/** What a list that stands still does not show yet. */
export type HeldChanges = { added: number; ended: number };

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
  return {
    added: current.filter(({ id }) => !heldIds.has(id)).length,
    ended: held.filter((session) => isLive(session) && !isStillLive(all.get(session.id))).length,
  };
}

function isStillLive(session: Session | undefined): boolean {
  return session !== undefined && isLive(session);
}
