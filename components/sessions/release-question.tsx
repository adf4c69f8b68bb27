import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { countdown } from "@/lib/domain/countdown";
import { formatAge } from "@/lib/domain/duration";
import { metadataEntries } from "@/lib/domain/metadata";
import { type Session, shortId } from "@/lib/domain/session";
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
  /** Gives the focus back too. */
  onDismiss: () => void;
};

/**
 * The question before a release, and what a failed one says. It lies over the row's own cells, so that nothing moves;
 * Cancel lies where Release was, so that a double click ends nothing.
 */
export function ReleaseQuestion({ session, initialNow, release, acts, onDismiss }: ReleaseQuestionProps) {
  const [isSayingWhy, setSayingWhy] = useState(release.reason !== "");
  const name = shortId(session.id);
  const answers = { onConfirm: () => acts.confirm(session.id, release.reason), onDismiss };
  if (release.phase === "failed") return <Failure name={name} failure={release} {...answers} />;
  return (
    <Question
      label={`Release ${name}?`}
      confirmLabel="Release now"
      dismissLabel="Cancel"
      aside={isSayingWhy ? null : <SayWhy onClick={() => setSayingWhy(true)} />}
      {...answers}
    >
      {/* A card is covered whole, and a session is known by its metadata more than by its id. */}
      <span className="block truncate lg:hidden">
        <strong className="font-semibold">Release {name}?</strong>{" "}
        {metadataEntries(session.userMetadata)
          .map(([, value]) => value)
          .join(" · ")}
      </span>
      {isSayingWhy ? (
        <ReleaseReason
          value={release.reason}
          onChange={(reason) => acts.setReason(session.id, reason)}
          onConfirm={answers.onConfirm}
        />
      ) : (
        <Consequence session={session} initialNow={initialNow} />
      )}
    </Question>
  );
}

/** After the answers for whoever tabs, since most say nothing; and left of them, where no double click falls. */
function SayWhy({ onClick }: { onClick: () => void }) {
  return (
    <Button size="sm" variant="quiet" className="order-1 px-2 lg:text-small" onClick={onClick}>
      Reason
    </Button>
  );
}

type Answers = { onConfirm: () => void; onDismiss: () => void };

function Failure(props: Answers & { name: string; failure: Extract<OpenRelease, { phase: "failed" }> }) {
  const { name, failure, ...answers } = props;
  return (
    <Question
      hasFailed
      label={`Release of ${name} failed`}
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

function Consequence({ session, initialNow }: { session: Session; initialNow: number }) {
  return useTicking(initialNow, (now) => {
    return `Ends it now, for every client, ${formatAge(countdown(session, now).secondsLeft)} early.`;
  });
}

type QuestionProps = Answers & {
  label: string;
  confirmLabel: string;
  dismissLabel: string;
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
    if (event.key === "Escape") props.onDismiss();
  }

  return (
    <div
      role="cell"
      aria-colspan={hasFailed ? 4 : 3}
      className={`absolute inset-0 z-10 rounded-[inherit] ${hasFailed ? "bg-critical-soft lg:col-[3/-1]" : "lg:col-[4/-1]"}`}
    >
      <fieldset
        ref={group}
        tabIndex={-1}
        aria-label={props.label}
        onKeyDown={onKeyDown}
        className="flex h-full min-w-0 items-center justify-end gap-2 outline-offset-[-2px] max-lg:flex-wrap max-lg:content-center max-lg:gap-y-3 max-lg:px-3.5 lg:text-small"
      >
        <p className={`mr-auto min-w-0 flex-1 text-pretty max-lg:basis-full ${hasFailed ? "lg:pl-3" : ""}`}>
          {props.children}
        </p>
        <Button
          size="sm"
          variant={hasFailed ? "strong" : "danger"}
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
