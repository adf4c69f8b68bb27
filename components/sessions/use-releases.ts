import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useCallback, useDeferredValue, useMemo, useState } from "react";
import { followWhilePaused } from "@/lib/queries/paused-snapshot";
import { isAnswered } from "@/lib/queries/request-json";
import { releaseSessionMutation } from "@/lib/queries/sessions";

/** Where one session's release stands, from the question to upstream's word. `reason` is for the audit log. */
export type Release =
  | { phase: "asking"; reason: string }
  | { phase: "releasing" }
  /** Without an answer nobody knows whether the request arrived. */
  | { phase: "failed"; reason: string; message: string; isAnswered: boolean };

export type ReleaseActs = {
  /** Puts the question, in place of any other: two of the same red buttons invite the wrong press. */
  ask: (id: string) => void;
  setReason: (id: string, reason: string) => void;
  confirm: (id: string, reason: string) => void;
  /** Takes back the question or puts away the failure. */
  dismiss: (id: string) => void;
};

export type Releases = {
  releaseOf: (id: string) => Release | undefined;
  /** The same as long as the list is there, since every row has them. */
  acts: ReleaseActs;
};

type ReleaseMap = ReadonlyMap<string, Release>;

/** The releases of the whole list, so that a row that is scrolled away, or filtered out, and back is where it was. */
export function useReleases(onReleased: (id: string) => void): Releases {
  const queryClient = useQueryClient();
  const [releases, setReleases] = useState<ReleaseMap>(new Map());
  const { mutateAsync } = useMutation(releaseSessionMutation());

  const acts = useMemo((): ReleaseActs => {
    const set = (id: string, release: Release) => setReleases((before) => new Map(before).set(id, release));
    const dismiss = (id: string) => setReleases((before) => new Map([...before].filter(([other]) => other !== id)));

    async function confirm(id: string, reason: string) {
      set(id, RELEASING);
      followWhilePaused(queryClient, id);
      try {
        await mutateAsync({ id, reason: reason.trim() || undefined });
        dismiss(id);
        onReleased(id);
      } catch (error) {
        const { message } = toError(error);
        set(id, { phase: "failed", reason, message, isAnswered: isAnswered(toError(error)) });
      }
    }

    return {
      ask: (id) => setReleases((before) => new Map([...before].filter(isNoQuestion)).set(id, asking(""))),
      setReason: (id, reason) => set(id, asking(reason)),
      confirm: (id, reason) => void confirm(id, reason),
      dismiss,
    };
  }, [mutateAsync, onReleased, queryClient]);
  // A picture takes a moment longer to reach the rows, and no row offers again what it is over with meanwhile.
  const lagging = useDeferredValue(releases);
  const releaseOf = useCallback(
    (id: string) => releases.get(id) ?? (lagging.get(id)?.phase === "releasing" ? RELEASING : undefined),
    [releases, lagging],
  );
  return { releaseOf, acts };
}

const RELEASING: Release = { phase: "releasing" };

function asking(reason: string): Release {
  return { phase: "asking", reason };
}

function isNoQuestion([, { phase }]: [id: string, release: Release]): boolean {
  return phase !== "asking";
}

function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
