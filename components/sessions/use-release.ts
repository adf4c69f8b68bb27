import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type RefObject, useRef, useState } from "react";
import { flushSync } from "react-dom";
import type { Session } from "@/lib/domain/session";
import { releaseSessionMutation } from "@/lib/queries/sessions";

export type Release = {
  phase: "none" | "asking" | "releasing" | "failed";
  failure: string | undefined;
  button: RefObject<HTMLButtonElement | null>;
  ask: () => void;
  confirm: () => void;
  /** Takes back the question or puts away the failure, and gives the focus back to the button. */
  dismiss: () => void;
};

/** Where one session's release stands, from the question to upstream's word. */
export function useRelease(session: Session, onReleased: (id: string) => void): Release {
  const [asking, setAsking] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const mutation = useMutation(releaseSessionMutation(useQueryClient()));
  return {
    phase: phaseOf(session.releasing || mutation.isPending, mutation.isError, asking),
    failure: mutation.error?.message,
    button,
    ask: () => setAsking(true),
    confirm() {
      setAsking(false);
      mutation.mutate(session.id, { onSuccess: () => onReleased(session.id) });
    },
    dismiss() {
      flushSync(() => {
        setAsking(false);
        mutation.reset();
      });
      button.current?.focus();
    },
  };
}

function phaseOf(isReleasing: boolean, hasFailed: boolean, asking: boolean): Release["phase"] {
  if (isReleasing) return "releasing";
  if (hasFailed) return "failed";
  return asking ? "asking" : "none";
}
