import { useCallback, useMemo, useState } from "react";
import { isLive, type Session, sessionAbilities } from "@/lib/domain/session";

type State = { view: string; ids: ReadonlySet<string>; droppedCount: number };

export type Selection = {
  ids: ReadonlySet<string>;
  /** The same as they are in the picture. */
  sessions: readonly Session[];
  /** How many were dropped when the list was last asked for something else. */
  droppedCount: number;
  /** Puts them in, or takes them out. The same as long as the list is there. */
  change: (ids: readonly string[], isSelected: boolean) => void;
  clear: () => void;
};

/** What a session must be for there to be any sense in selecting it. */
export function isSelectable(session: Session): boolean {
  return sessionAbilities(session).canRelease;
}

/** The ids of those that can be selected. */
export function selectableIds(sessions: readonly Session[]): readonly string[] {
  return sessions.filter(isSelectable).map(({ id }) => id);
}

/**
 * The rows that are selected. They stay so as pictures come and go, until they end; when the list is asked for something
 * else, those that it does not have are dropped.
 *
 * @param listed what the list has
 * @param picture all sessions
 * @param view what the list was asked for
 */
export function useSelection(listed: readonly Session[], picture: readonly Session[], view: string): Selection {
  const [state, setState] = useState<State>({ view, ids: NONE, droppedCount: 0 });
  const sessions = useMemo(() => selectedOf(state.ids, picture).filter(isLive), [state.ids, picture]);
  if (state.view !== view) {
    const ids = toIds(selectedOf(state.ids, listed));
    setState({ view, ids, droppedCount: state.ids.size - ids.size });
  } else if (sessions.length < state.ids.size) {
    // Those that have ended have no box to take them out by.
    setState({ ...state, ids: toIds(sessions) });
  }
  const change = useCallback((ids: readonly string[], isSelected: boolean) => {
    setState((before) => {
      const next = new Set(before.ids);
      for (const id of ids)
        if (isSelected) next.add(id);
        else next.delete(id);
      return { ...before, ids: next, droppedCount: 0 };
    });
  }, []);
  const clear = useCallback(() => setState((before) => ({ ...before, ids: NONE, droppedCount: 0 })), []);
  const { ids, droppedCount } = state;
  return useMemo(() => ({ ids, sessions, droppedCount, change, clear }), [ids, sessions, droppedCount, change, clear]);
}

const NONE: ReadonlySet<string> = new Set();
const NO_SESSIONS: readonly Session[] = [];

function selectedOf(ids: ReadonlySet<string>, sessions: readonly Session[]): readonly Session[] {
  return ids.size === 0 ? NO_SESSIONS : sessions.filter(({ id }) => ids.has(id));
}

function toIds(sessions: readonly Session[]): ReadonlySet<string> {
  return sessions.length === 0 ? NONE : new Set(sessions.map(({ id }) => id));
}
