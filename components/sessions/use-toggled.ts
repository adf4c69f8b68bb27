import { useCallback, useState } from "react";

/** A set that `toggle` puts things into and takes them out of. */
export function useToggled(): [toggled: ReadonlySet<string>, toggle: (thing: string) => void] {
  const [toggled, setToggled] = useState<ReadonlySet<string>>(new Set());
  const toggle = useCallback((thing: string) => {
    setToggled((before) => {
      const next = new Set(before);
      if (!next.delete(thing)) next.add(thing);
      return next;
    });
  }, []);
  return [toggled, toggle];
}
