import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { countdown } from "@/lib/domain/countdown";
import { formatAge } from "@/lib/domain/duration";
import { metadataEntries } from "@/lib/domain/metadata";
import { type Session, shortId } from "@/lib/domain/session";
import { useNow } from "@/lib/hooks/use-now";
import { ReleaseReason } from "./release-reason";
import type { Release } from "./use-release";

/**
 * The question before a release, and what a failed one says. It lies over the row's own cells, so that nothing moves;
 * Cancel lies where Release was, so that a double click ends nothing.
 */
export function ReleaseQuestion(props: { session: Session; initialNow: number; release: Release }) {
  const { session, release } = props;
  const [isSayingWhy, setSayingWhy] = useState(false);
  const name = shortId(session.id);
  if (release.failure) return <Failure name={name} failure={release.failure} release={release} />;
  return (
    <Question
      label={`Release ${name}?`}
      confirmLabel="Release now"
      dismissLabel="Cancel"
      release={release}
      aside={isSayingWhy ? null : <SayWhy onClick={() => setSayingWhy(true)} />}
    >
      {/* A card is covered whole, and a session is known by its metadata more than by its id. */}
      <span className="block truncate lg:hidden">
        <strong className="font-semibold">Release {name}?</strong>{" "}
        {metadataEntries(session.userMetadata)
          .map(([, value]) => value)
          .join(" · ")}
      </span>
      {isSayingWhy ? (
        <ReleaseReason release={release} />
      ) : (
        <Consequence session={session} initialNow={props.initialNow} />
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

function Failure(props: { name: string; failure: NonNullable<Release["failure"]>; release: Release }) {
  const { name, failure, release } = props;
  return (
    <Question label={`Release of ${name} failed`} confirmLabel="Try again" dismissLabel="Dismiss" release={release}>
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
  const { secondsLeft } = countdown(session, useNow(initialNow));
  return `Ends it now, for every client, ${formatAge(secondsLeft)} early.`;
}

function Question(props: {
  label: string;
  confirmLabel: string;
  dismissLabel: string;
  release: Release;
  aside?: ReactNode;
  children: ReactNode;
}) {
  const { release } = props;
  const hasFailed = release.failure !== undefined;
  const group = useRef<HTMLFieldSetElement>(null);
  // The group and not an answer, so that a second Enter on Release ends nothing. What fails later takes no focus away.
  useEffect(() => {
    const { activeElement } = document;
    const isHere = group.current?.closest("[role=row]")?.contains(activeElement);
    if (isHere || activeElement === document.body) group.current?.focus();
  }, []);

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === "Escape") release.dismiss();
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
          onClick={release.confirm}
        >
          {props.confirmLabel}
        </Button>
        <Button size="sm" className="order-3 min-w-20 max-lg:flex-1 lg:text-base" onClick={release.dismiss}>
          {props.dismissLabel}
        </Button>
        {props.aside}
      </fieldset>
    </div>
  );
}
