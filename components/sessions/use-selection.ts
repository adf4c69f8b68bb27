import { useCallback, useMemo, useState } from "react";
import { type Session, sessionAbilities } from "@/lib/domain/session";

type State = { view: string; ids: ReadonlySet<string>; droppedCount: number };

export type Selection = {
  ids: ReadonlySet<string>;
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

/**
 * The rows that are selected. They stay so as pictures come and go; when the list is asked for something else, those that
 * it does not have are dropped.
 *
 * @param listed what the list has
 * @param view what it was asked for
 */
export function useSelection(listed: readonly Session[], view: string): Selection {
  const [state, setState] = useState<State>({ view, ids: NONE, droppedCount: 0 });
  if (state.view !== view) {
    const ids = state.ids.size === 0 ? NONE : keepListed(state.ids, listed);
    setState({ view, ids, droppedCount: state.ids.size - ids.size });
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
  return useMemo(() => ({ ids, droppedCount, change, clear }), [ids, droppedCount, change, clear]);
}

const NONE: ReadonlySet<string> = new Set();

function keepListed(ids: ReadonlySet<string>, listed: readonly Session[]): ReadonlySet<string> {
  return new Set(listed.filter(({ id }) => ids.has(id)).map(({ id }) => id));
}
