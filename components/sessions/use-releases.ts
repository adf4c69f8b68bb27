import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useCallback, useDeferredValue, useMemo, useState } from "react";
import type { CreateReleaseInput, LeftOut } from "@/lib/api/releases";
import type { Protection } from "@/lib/domain/protection";
import { consentToOne } from "@/lib/domain/release-consent";
import { isUnquestioned, isWorse, type ReleaseRisk, releaseRisk } from "@/lib/domain/release-risk";
import type { Session } from "@/lib/domain/session";
import { useMe } from "@/lib/hooks/use-me";
import { followWhilePaused } from "@/lib/queries/paused-snapshot";
import { cancelReleaseMutation, createReleaseMutation, releaseNowMutation } from "@/lib/queries/releases";
import { isAnswered } from "@/lib/queries/request-json";
import { upstreamNow } from "@/lib/queries/upstream-clock";

/**
 * What a person says when they are asked: why, for the audit log, and the short id of what is protected. `typedFor`: the
 * protection that they were shown while they typed it.
 */
type ReleaseAnswer = { reason: string; typedId: string; typedFor?: Protection };

/**
 * Where the request to release one session stands. From its answer on the session's own notes tell how it goes.
 * `shown`: what the person was shown of it, or need not be. `isAnew`: they had confirmed what was not as bad. `told`: its
 * protection, if the server said that, whatever the picture does.
 */
export type Release =
  | ({ phase: "asking"; shown: ReleaseRisk; isAnew?: boolean; told?: Protection } & ReleaseAnswer)
  | { phase: "releasing" }
  /** Without an answer nobody knows whether the request arrived. */
  | ({ phase: "failed"; message: string; isAnswered: boolean; shown: ReleaseRisk } & ReleaseAnswer);

export type ReleaseActs = {
  /**
   * Begins it when the session is one's own and nobody seems to need it. Else it puts the question, in place of any
   * other, here as when the server wants to have it asked: two of the same red buttons invite the wrong press.
   */
  ask: (session: Session) => void;
  answer: (id: string, answer: ReleaseAnswer) => void;
  /** Puts the question anew when it is worse by now than what was `shown` of it. */
  confirm: (session: Session, answer: ReleaseAnswer, shown?: ReleaseRisk) => void;
  /** Takes back the question or puts away the failure. */
  dismiss: (id: string) => void;
  /** Of a release that waits in the open, by its own id. */
  undo: (releaseId: string) => void;
  now: (releaseId: string) => void;
};

export type Releases = {
  releaseOf: (id: string) => Release | undefined;
  /** The same as long as the list is there, since every row has them. */
  acts: ReleaseActs;
  /** Why the last Undo or Now did nothing. */
  problem: string | undefined;
  dismissProblem: () => void;
};

type ReleaseMap = ReadonlyMap<string, Release>;

const NO_ANSWER: ReleaseAnswer = { reason: "", typedId: "" };

/** The releases of the whole list, so that a row that is scrolled away, or filtered out, and back is where it was. */
export function useReleases(ownerKey: string | null, onReleased: (id: string) => void): Releases {
  const queryClient = useQueryClient();
  const [releases, setReleases] = useState<ReleaseMap>(new Map());
  const me = useMe();
  const { mutateAsync: create } = useMutation(createReleaseMutation(queryClient));
  const { mutate: undo, error: undoError, reset: forgetUndo } = useMutation(cancelReleaseMutation());
  const { mutate: now, error: nowError, reset: forgetNow } = useMutation(releaseNowMutation());
  const dismissProblem = useCallback(() => {
    forgetUndo();
    forgetNow();
  }, [forgetUndo, forgetNow]);

  const acts = useMemo((): ReleaseActs => {
    const set = (id: string, release: Release) => setReleases((before) => new Map(before).set(id, release));
    /** A question, in place of any other. */
    const put = (id: string, question: Release) =>
      setReleases((before) => new Map([...before].filter(isNoQuestion)).set(id, question));
    const dismiss = (id: string) => setReleases((before) => new Map([...before].filter(([other]) => other !== id)));

    async function confirm(session: Session, answer: ReleaseAnswer, shown?: ReleaseRisk) {
      const { id } = session;
      const risk = releaseRisk(session, me, ownerKey, upstreamNow() ?? session.startedAt);
      if (shown && isWorse(risk, shown)) return put(id, { phase: "asking", shown: risk, isAnew: true, ...answer });
      const fail = (message: string, isAnswered: boolean) =>
        set(id, { phase: "failed", message, isAnswered, shown: risk, ...answer });
      set(id, RELEASING);
      followWhilePaused(queryClient, id);
      try {
        const { leftOut } = await create(toInput(id, answer, risk));
        // It was protected meanwhile, or otherwise, or is for a moment longer by the server's clock.
        if (leftOut[0]?.why === "protected") {
          const { protection: told } = leftOut[0];
          return put(id, { phase: "asking", shown: risk, told, reason: answer.reason, typedId: "" });
        }
        const refused = refusal(leftOut);
        if (refused) return fail(refused, true);
        dismiss(id);
        onReleased(id);
      } catch (error) {
        fail(toError(error).message, isAnswered(toError(error)));
      }
    }

    function ask(session: Session) {
      const at = upstreamNow();
      const shown = releaseRisk(session, me, ownerKey, at ?? session.startedAt);
      if (at !== undefined && isUnquestioned(session, shown, at)) return void confirm(session, NO_ANSWER);
      put(session.id, { phase: "asking", shown, ...NO_ANSWER });
    }

    return {
      ask,
      answer(id, answer) {
        setReleases((before) => {
          const asked = before.get(id);
          return asked?.phase === "asking" ? new Map(before).set(id, { ...asked, ...answer }) : before;
        });
      },
      confirm: (...args) => void confirm(...args),
      dismiss,
      undo(releaseId) {
        dismissProblem();
        undo(releaseId);
      },
      now(releaseId) {
        dismissProblem();
        now(releaseId);
      },
    };
  }, [create, undo, now, dismissProblem, me, ownerKey, onReleased, queryClient]);
  // A picture takes a moment longer to reach the rows, and no row offers again what it is over with meanwhile.
  const lagging = useDeferredValue(releases);
  const releaseOf = useCallback(
    (id: string) => releases.get(id) ?? (lagging.get(id)?.phase === "releasing" ? RELEASING : undefined),
    [releases, lagging],
  );
  return { releaseOf, acts, problem: actProblem(undoError, nowError), dismissProblem };
}

function actProblem(undoError: Error | null, nowError: Error | null): string | undefined {
  if (undoError) return `Undo did not work. ${undoError.message}`;
  return nowError ? `Now did not work. ${nowError.message}` : undefined;
}

const RELEASING: Release = { phase: "releasing" };

function isNoQuestion([, { phase }]: [id: string, release: Release]): boolean {
  return phase !== "asking";
}

function toInput(id: string, answer: ReleaseAnswer, risk: ReleaseRisk): CreateReleaseInput {
  const { reason, typedId, typedFor } = answer;
  return {
    sessionIds: [id],
    reason: reason.trim() || undefined,
    ...consentToOne(id, risk),
    protectedShortId: typedId || undefined,
    shownProtection: typedFor,
  };
}

/** That it ends already, or has, is what was asked for. */
function refusal([leftOut]: readonly LeftOut[]): string | undefined {
  if (leftOut?.why === "not-kept") return "It ends with its client, so it is not released.";
  return leftOut?.why === "unknown" ? "Upstream does not know it." : undefined;
}

function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
