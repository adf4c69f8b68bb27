import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type RefObject, useRef, useState } from "react";
import { flushSync } from "react-dom";
import type { Session } from "@/lib/domain/session";
import { isAnswered } from "@/lib/queries/request-json";
import { releaseSessionMutation } from "@/lib/queries/sessions";

export type Release = {
  phase: "none" | "asking" | "releasing" | "failed";
  /** Without an answer nobody knows whether the request arrived. */
  failure: { message: string; isAnswered: boolean } | undefined;
  /** Why, for the audit log. May stay empty. */
  reason: string;
  setReason: (reason: string) => void;
  button: RefObject<HTMLButtonElement | null>;
  ask: () => void;
  confirm: () => void;
  /** Takes back the question or puts away the failure, and gives the focus back to the button. */
  dismiss: () => void;
};

type Options = { onReleased: (id: string) => void; isAsking: boolean; onAsking: (isAsking: boolean) => void };

/** Where one session's release stands, from the question to upstream's word. */
export function useRelease(session: Session, { onReleased, isAsking, onAsking }: Options): Release {
  const [reason, setReason] = useState("");
  const button = useRef<HTMLButtonElement>(null);
  const mutation = useMutation(releaseSessionMutation(useQueryClient()));
  return {
    phase: phaseOf(session.releasing || mutation.isPending, mutation.isError, isAsking),
    failure: mutation.error ? { message: mutation.error.message, isAnswered: isAnswered(mutation.error) } : undefined,
    reason,
    setReason,
    button,
    ask: () => onAsking(true),
    confirm() {
      onAsking(false);
      mutation.mutate(
        { id: session.id, reason: reason.trim() || undefined },
        { onSuccess: () => onReleased(session.id) },
      );
    },
    dismiss() {
      flushSync(() => {
        onAsking(false);
        mutation.reset();
        setReason("");
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
