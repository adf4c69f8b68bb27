import { type FocusEvent, type PointerEvent, useState } from "react";
import type { Session } from "@/lib/domain/session";
import { holdOrder } from "@/lib/domain/session-list";

/** The rows in their order, which stands still while somebody points at them or is among them with the keyboard. */
export function useHeldOrder(sorted: readonly Session[]) {
  const [heldIds, setHeldIds] = useState<readonly string[]>([]);
  const sessions = holdOrder(sorted, heldIds);
  const letGo = () => setHeldIds([]);
  const hold = () => setHeldIds((held) => (held.length > 0 ? held : sorted.map(({ id }) => id)));

  return {
    sessions,
    letGo,
    handlers: {
      onPointerEnter: hold,
      onFocus: hold,
      onPointerLeave({ currentTarget, pointerType }: PointerEvent) {
        // A finger that is lifted has not left: the next row must not slide under it.
        if (pointerType === "mouse" && !currentTarget.querySelector(":focus-visible")) letGo();
      },
      onBlur({ currentTarget, relatedTarget }: FocusEvent) {
        if (!currentTarget.contains(relatedTarget) && !currentTarget.matches(":hover")) letGo();
      },
    },
  };
}
