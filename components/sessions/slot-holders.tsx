import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type KeyboardEvent, type RefObject, useEffect, useLayoutEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { CreateReleaseResult } from "@/lib/api/releases";
import type { Snapshot } from "@/lib/api/snapshot";
import { describeIdleness } from "@/lib/domain/describe-idleness";
import { LEFT_OUT_WORDS } from "@/lib/domain/describe-left-out";
import { ASKED_ANEW, describeRisk } from "@/lib/domain/describe-risk";
import { formatClock } from "@/lib/domain/instant";
import { ownerOf } from "@/lib/domain/owner";
import { consentToOne } from "@/lib/domain/release-consent";
import { doubtOf, isWorse, type ReleaseRisk, reasonLeftOut, releaseRisk } from "@/lib/domain/release-risk";
import { isLive, isReleasing, type Session, shortId } from "@/lib/domain/session";
import { sessionTitle } from "@/lib/domain/session-title";
import { slotHolders } from "@/lib/domain/slot-holders";
import { useMe } from "@/lib/hooks/use-me";
import { useNow } from "@/lib/hooks/use-now";
import { useTimeZone } from "@/lib/hooks/use-time-zone";
import { createReleaseMutation } from "@/lib/queries/releases";

/** Nobody looks further for one to free. */
const MOST_HOLDERS = 20;

type SlotHoldersProps = { snapshot: Snapshot; onRetry: () => void };

/**
 * Who holds the slots when upstream refuses one more: the least valuable first. Enter frees it, since its button has the
 * focus, and Enter once more leads back to the new session.
 */
export function SlotHolders({ snapshot, onRetry }: SlotHoldersProps) {
  const now = useNow(snapshot.now);
  const holders = slotHolders(snapshot.sessions, now).slice(0, MOST_HOLDERS);
  const leaving = snapshot.sessions.filter(isReleasing).length;
  const isFree = snapshot.project !== null && snapshot.sessions.filter(isLive).length < snapshot.project.concurrency;
  const hasRoom = leaving > 0 || isFree;
  const list = useRef<HTMLOListElement>(null);
  const retryButton = useRef<HTMLButtonElement>(null);
  // What was pressed in the form is gone, and without this the focus would be nowhere.
  useLayoutEffect(() => (list.current?.querySelector("button") ?? list.current)?.focus(), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: whichever is freed takes its button along
  useEffect(() => {
    if (hasRoom && isFocusLost()) retryButton.current?.focus();
  }, [hasRoom, leaving]);
  return (
    <div className="grid min-h-0 gap-3 overflow-y-auto px-5 py-4">
      {hasRoom ? (
        <Notice role="status" className="flex flex-wrap items-center justify-between gap-2">
          <span>{isFree ? "A slot is free." : leavingSentence(leaving)}</span>
          <Button ref={retryButton} size="sm" variant="primary" onClick={onRetry}>
            Back to the new session
          </Button>
        </Notice>
      ) : null}
      <ol ref={list} tabIndex={-1} aria-label="Sessions that hold a slot" className="grid">
        {holders.map((session, index) => (
          <Holder key={session.id} session={session} snapshot={snapshot} now={now} isFirst={index === 0} />
        ))}
      </ol>
    </div>
  );
}

/** The dialog itself has it when what had it is gone. */
function isFocusLost(): boolean {
  const { activeElement } = document;
  return activeElement === document.body || activeElement?.role === "dialog";
}

function leavingSentence(leaving: number): string {
  return leaving === 1 ? "One slot is about to be free." : `${leaving} slots are about to be free.`;
}

type HolderProps = { session: Session; snapshot: Snapshot; now: number; isFirst: boolean };

function Holder({ session, snapshot, now, isFirst }: HolderProps) {
  const { ownerKey } = snapshot;
  const queryClient = useQueryClient();
  const me = useMe();
  const release = useMutation(createReleaseMutation(queryClient));
  /** What the question was put with. */
  const [asked, setAsked] = useState<{ shown: ReleaseRisk; isAnew: boolean }>();
  const button = useRef<HTMLButtonElement>(null);
  const timeZone = useTimeZone();
  const risk = releaseRisk(session, me, ownerKey, now);
  const doubt = doubtOf(risk);
  const whyNot = reasonLeftOut(session, now);
  const name = shortId(session.id);
  const owner = ownerOf(session, ownerKey)?.name ?? "unknown owner";
  const { state, evidence } = describeIdleness(session, now, (instant) => formatClock(instant, timeZone));

  function send() {
    if (asked && isWorse(risk, asked.shown)) return setAsked({ shown: risk, isAnew: true });
    setAsked(undefined);
    release.mutate({ sessionIds: [session.id], ...consentToOne(session.id, risk) });
  }

  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-line border-t py-2.5 first:border-t-0">
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium">{sessionTitle(session) ?? name}</p>
        <p className="truncate text-ink-soft text-small">
          <span className="figures">{name}</span> · {owner} · {state}
        </p>
        <p className="truncate text-ink-faint text-small">{evidence}</p>
        <p role="alert" className="text-critical text-small empty:hidden">
          {release.error?.message ?? refusal(release.data)}
        </p>
      </div>
      {whyNot ? (
        <span className="shrink-0 text-ink-faint text-small">{LEFT_OUT_WORDS[whyNot]}</span>
      ) : (
        <Button
          ref={button}
          size="sm"
          variant={isFirst && !asked ? "primary" : "secondary"}
          aria-label={`Release ${name} of ${owner}`}
          aria-expanded={asked !== undefined}
          disabled={release.isPending}
          onKeyDown={ignoreRepeat}
          onClick={() => (doubt === undefined ? send() : setAsked({ shown: risk, isAnew: false }))}
        >
          Release
        </Button>
      )}
      {asked && !whyNot ? (
        <HolderQuestion
          name={name}
          risk={describeRisk(session, me, ownerKey, now)}
          isAnew={asked.isAnew}
          opener={button}
          onConfirm={send}
          onDismiss={() => setAsked(undefined)}
        />
      ) : null}
    </li>
  );
}

/** The Enter that led here, if it is still held, frees nothing. */
function ignoreRepeat(event: KeyboardEvent) {
  if (event.repeat) event.preventDefault();
}

type HolderQuestionProps = {
  name: string;
  risk: string;
  isAnew: boolean;
  opener: RefObject<HTMLButtonElement | null>;
  onConfirm: () => void;
  onDismiss: () => void;
};

/** Below the line, so that a second press on Release, or a second Enter, ends nothing. */
function HolderQuestion({ name, risk, isAnew, opener, onConfirm, onDismiss }: HolderQuestionProps) {
  const group = useRef<HTMLFieldSetElement>(null);
  useEffect(() => group.current?.focus(), []);

  function dismiss() {
    onDismiss();
    opener.current?.focus();
  }

  return (
    <fieldset
      ref={group}
      tabIndex={-1}
      aria-label={`Release ${name}?`}
      className="flex min-w-0 basis-full flex-wrap items-center justify-end gap-2"
    >
      <p className="mr-auto min-w-0 text-pretty text-small">
        {isAnew ? <strong role="alert">{ASKED_ANEW} </strong> : null}
        <strong className="font-semibold">{risk}</strong> Ends it for every client.
      </p>
      <Button size="sm" variant="danger" onKeyDown={ignoreRepeat} onClick={onConfirm}>
        Release anyway
      </Button>
      <Button size="sm" onClick={dismiss}>
        Cancel
      </Button>
    </fieldset>
  );
}

function refusal(result: CreateReleaseResult | undefined): string | undefined {
  if (!result || result.release) return undefined;
  return `Not released: ${result.leftOut.map(({ why }) => LEFT_OUT_WORDS[why]).join(", ")}.`;
}
