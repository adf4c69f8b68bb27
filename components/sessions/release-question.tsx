import { type KeyboardEvent, type ReactNode, useEffect, useRef } from "react";
import { Button } from "@/components/ui/button";
import { countdown } from "@/lib/domain/countdown";
import { formatAge } from "@/lib/domain/duration";
import { type Session, shortId } from "@/lib/domain/session";
import { useNow } from "@/lib/hooks/use-now";
import type { Release } from "./use-release";

/**
 * The question before a release, and what a failed one says. It lies over the row's own cells, so that nothing moves;
 * Cancel lies where Release was, so that a double click ends nothing.
 */
export function ReleaseQuestion(props: { session: Session; initialNow: number; release: Release }) {
  const { session, release } = props;
  const name = shortId(session.id);
  if (release.phase === "failed") {
    return (
      <Question label={`Release of ${name} failed`} confirmLabel="Try again" dismissLabel="Dismiss" release={release}>
        <span role="alert">{release.failure}</span>
      </Question>
    );
  }
  return (
    <Question label={`Release ${name}?`} confirmLabel="Release now" dismissLabel="Cancel" release={release}>
      <strong className="font-semibold">
        Release <span className="figures">{name}</span>?
      </strong>{" "}
      <Consequence session={session} initialNow={props.initialNow} />
    </Question>
  );
}

function Consequence({ session, initialNow }: { session: Session; initialNow: number }) {
  const { secondsLeft } = countdown(session, useNow(initialNow));
  return `Its browser closes now, for every client, ${formatAge(secondsLeft)} before its timeout.`;
}

function Question(props: {
  label: string;
  confirmLabel: string;
  dismissLabel: string;
  release: Release;
  children: ReactNode;
}) {
  const { release } = props;
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
    <div role="cell" aria-colspan={4} className="absolute inset-0 z-10 md:col-[3/-1]">
      <fieldset
        ref={group}
        tabIndex={-1}
        aria-label={props.label}
        onKeyDown={onKeyDown}
        className="flex h-full items-center justify-end gap-2 px-3.5 max-md:flex-wrap max-md:content-center md:px-0"
      >
        <p className="mr-auto min-w-0 flex-1 text-pretty max-md:basis-full">{props.children}</p>
        <Button size="sm" variant="danger" onClick={release.confirm}>
          {props.confirmLabel}
        </Button>
        <Button size="sm" className="min-w-20" onClick={release.dismiss}>
          {props.dismissLabel}
        </Button>
      </fieldset>
    </div>
  );
}
