import { useCallback, useLayoutEffect, useRef } from "react";
import type { Session } from "@/lib/domain/session";
import { isSelectable, type Selection } from "./use-selection";

export type SelectRow = (session: Session, isRange: boolean) => void;

/**
 * Puts a row into the selection or takes it out; with Shift, all from the last one on do as it does.
 *
 * @param sessions the rows in the order that is on the screen
 */
export function useRowSelection(selection: Selection, sessions: readonly Session[]): SelectRow {
  const anchorId = useRef<string>(undefined);
  const latest = useRef({ selection, sessions });
  useLayoutEffect(() => {
    latest.current = { selection, sessions };
  });
  // Goes to every row, so that it must stay the same.
  return useCallback((session, isRange) => {
    const { selection: current, sessions: rows } = latest.current;
    const isSelected = !current.ids.has(session.id);
    const range = isRange ? between(rows, anchorId.current, session.id) : [session];
    anchorId.current = session.id;
    current.change(
      range.filter(isSelectable).map(({ id }) => id),
      isSelected,
    );
  }, []);
}

function between(rows: readonly Session[], from: string | undefined, to: string): readonly Session[] {
  const [a, b] = [rows.findIndex(({ id }) => id === from), rows.findIndex(({ id }) => id === to)];
  return a < 0 ? rows.slice(b, b + 1) : rows.slice(Math.min(a, b), Math.max(a, b) + 1);
}
