import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { TextInput } from "@/components/ui/field";
import type { Me } from "@/lib/api/account";
import { countdown } from "@/lib/domain/countdown";
import { ASKED_ANEW, describeRisk } from "@/lib/domain/describe-risk";
import { formatAge } from "@/lib/domain/duration";
import { isProtected, type Protection } from "@/lib/domain/protection";
import { type Session, shortId } from "@/lib/domain/session";
import { sessionName } from "@/lib/domain/session-title";
import { useTicking } from "@/lib/hooks/use-now";
import { ReleaseReason } from "./release-reason";
import type { Release, ReleaseActs } from "./use-releases";

/** A release that has something to ask or to say. */
type OpenRelease = Exclude<Release, { phase: "releasing" }>;

type ReleaseQuestionProps = {
  session: Session;
  initialNow: number;
  release: OpenRelease;
  acts: ReleaseActs;
  me: Me | undefined;
  ownerKey: string | null;
  /** Gives the focus back too. */
  onDismiss: () => void;
};

/**
 * What is asked before a session is released that is somebody else's, in use, or protected; and what a failed release
 * says. It lies over the row's own cells, so that nothing moves; Cancel lies where Release was, so that a double click
 * ends nothing.
 */
export function ReleaseQuestion(props: ReleaseQuestionProps) {
  const { session, initialNow, release, acts, onDismiss } = props;
  const { reason, typedId, typedFor } = release;
  const [isSayingWhy, setSayingWhy] = useState(reason !== "");
  const isShownKept = useTicking(initialNow, (now) => Number(isProtected(session, now))) === 1;
  const name = shortId(session.id);
  const answer = { reason, typedId, typedFor };
  if (release.phase === "failed") {
    const retry = () => acts.confirm(session, answer, release.shown);
    return <Failure session={session} failure={release} onConfirm={retry} onDismiss={onDismiss} />;
  }
  const protection = release.told ?? (isShownKept ? session.protection : undefined);
  const isKept = protection !== undefined;
  // Of what is protected its use is not shown: the typed id says all.
  const confirm = () => acts.confirm(session, answer, isKept ? undefined : release.shown);
  const isTyped = !isKept || typedId.trim() === name;
  return (
    <Question
      label={`Release ${name}?`}
      confirmLabel="Release anyway"
      dismissLabel="Cancel"
      reasonNot={isTyped ? undefined : `Type ${name} first: it is protected.`}
      aside={isSayingWhy || isKept ? null : <SayWhy onClick={() => setSayingWhy(true)} />}
      onConfirm={confirm}
      onDismiss={onDismiss}
    >
      {/* A card is covered whole. */}
      <strong className="block truncate font-semibold lg:hidden">Release {sessionName(session)}?</strong>
      {isSayingWhy && !isKept ? (
        <ReleaseReason
          value={reason}
          onChange={(said) => acts.answer(session.id, { reason: said, typedId, typedFor })}
          onConfirm={confirm}
        />
      ) : null}
      {protection ? (
        <TypedId
          name={name}
          protection={protection}
          value={typedId}
          onChange={(typed) => acts.answer(session.id, { reason, typedId: typed, typedFor: protection })}
          onConfirm={() => isTyped && confirm()}
        />
      ) : null}
      {release.isAnew && !isKept ? <strong role="alert">{ASKED_ANEW} </strong> : null}
      {isSayingWhy || isKept ? null : <Consequence {...props} />}
    </Question>
  );
}

type TypedIdProps = {
  name: string;
  protection: Protection;
  value: string;
  onChange: (typed: string) => void;
  onConfirm: () => void;
};

function TypedId({ name, protection, value, onChange, onConfirm }: TypedIdProps) {
  return (
    <span className="flex items-center gap-2 max-lg:flex-wrap">
      <span className="min-w-0 truncate" title={`“${protection.reason}” · ${protection.by}`}>
        Protected by {protection.by}
      </span>
      <span className="shrink-0">
        Type <span className="figures font-medium">{name}</span>:
      </span>
      <TextInput
        aria-label="Short id"
        autoComplete="off"
        spellCheck={false}
        maxLength={64}
        className="figures w-28 lg:h-8"
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={({ key }) => {
          if (key === "Enter") onConfirm();
        }}
      />
    </span>
  );
}

/** After the answers for whoever tabs, since most say nothing; and left of them, where no double click falls. */
function SayWhy({ onClick }: { onClick: () => void }) {
  return (
    <Button size="tight" variant="quiet" className="order-1 lg:text-small" onClick={onClick}>
      Reason
    </Button>
  );
}

type Answers = { onConfirm: () => void; onDismiss: () => void };

function Failure(props: Answers & { session: Session; failure: Extract<OpenRelease, { phase: "failed" }> }) {
  const { session, failure, ...answers } = props;
  const name = sessionName(session);
  return (
    <Question
      hasFailed
      label={`Release of ${shortId(session.id)} failed`}
      confirmLabel="Try again"
      dismissLabel="Dismiss"
      {...answers}
    >
      <span role="alert">
        <strong className="font-semibold">
          {failure.isAnswered ? `${name} was not released.` : `It is not known whether ${name} was released.`}
        </strong>{" "}
        {failure.message}
      </span>
    </Question>
  );
}

function Consequence({ session, initialNow, me, ownerKey }: ReleaseQuestionProps) {
  const risk = useTicking(initialNow, (now) => describeRisk(session, me, ownerKey, now));
  const early = useTicking(initialNow, (now) => formatAge(countdown(session, now).secondsLeft));
  return (
    <>
      <strong className="font-semibold">{risk}</strong> Ends it for every client, {early} early.
    </>
  );
}

type QuestionProps = Answers & {
  label: string;
  confirmLabel: string;
  dismissLabel: string;
  reasonNot?: string;
  hasFailed?: boolean;
  aside?: ReactNode;
  children: ReactNode;
};

function Question({ hasFailed = false, ...props }: QuestionProps) {
  const group = useRef<HTMLFieldSetElement>(null);
  // The group and not an answer, so that a second Enter on Release ends nothing. What fails later takes no focus away.
  useEffect(() => {
    const { activeElement } = document;
    const isHere = group.current?.closest("[role=row]")?.contains(activeElement);
    if (isHere || activeElement === document.body) group.current?.focus();
  }, []);

  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== "Escape") return;
    // Escape elsewhere clears the selection.
    event.stopPropagation();
    props.onDismiss();
  }

  return (
    <div
      role="cell"
      aria-colspan={4}
      className={`absolute inset-0 z-10 rounded-[inherit] lg:col-[5/-1] ${hasFailed ? "bg-critical-soft" : ""}`}
    >
      <fieldset
        ref={group}
        tabIndex={-1}
        aria-label={props.label}
        onKeyDown={onKeyDown}
        className="flex h-full min-w-0 items-center justify-end gap-2 outline-offset-[-2px] max-lg:flex-wrap max-lg:content-center max-lg:gap-y-3 max-lg:px-3.5 lg:text-small"
      >
        <div className={`mr-auto min-w-0 flex-1 text-pretty max-lg:basis-full ${hasFailed ? "lg:pl-3" : ""}`}>
          {props.children}
        </div>
        <Button
          size="sm"
          variant={hasFailed ? "strong" : "danger"}
          reasonNot={props.reasonNot}
          className="order-2 max-lg:flex-1 lg:text-base"
          onClick={props.onConfirm}
        >
          {props.confirmLabel}
        </Button>
        <Button size="sm" className="order-3 min-w-20 max-lg:flex-1 lg:text-base" onClick={props.onDismiss}>
          {props.dismissLabel}
        </Button>
        {props.aside}
      </fieldset>
    </div>
  );
}
