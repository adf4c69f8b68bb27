"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { useEffect, useMemo } from "react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { TextLink } from "@/components/ui/text-link";
import { ToggleChip } from "@/components/ui/toggle-chip";
import type { ReleaseDetails } from "@/lib/api/releases";
import { countedStates, INTENT_WORDS } from "@/lib/domain/describe-progress";
import { INTENT_STATES, openIntents, type ReleaseSummary, releaserName } from "@/lib/domain/release";
import { usePermission } from "@/lib/hooks/use-permission";
import { usePicture } from "@/lib/hooks/use-picture";
import { releaseQuery } from "@/lib/queries/release-results";
import { cancelReleaseMutation } from "@/lib/queries/releases";
import { OutcomeList } from "./outcome-list";
import { ReleaseFigures } from "./release-figures";
import { ReleaseInstant } from "./release-instant";

/** One release: who wanted it and why, how far it is, and what became of each session. */
export function ReleaseView({ id }: { id: string }) {
  const { data, error, refetch } = useQuery(releaseQuery(id));
  const { live } = usePicture();
  const release = newest(
    data?.release,
    live?.releases.find((told) => told.id === id),
  );
  const isReadInFull = !release || release === data?.release || openIntents(release) > 0;
  // The last outcomes are not waited for.
  useEffect(() => {
    if (!isReadInFull) void refetch();
  }, [isReadInFull, refetch]);
  if (!data || !release) {
    return (
      <Notice tone="critical" role="alert" size="lg" className="grid justify-items-start gap-2">
        <h1 className="font-semibold">This release cannot be shown</h1>
        <p>{error?.message ?? "It is being read."}</p>
        <Button size="sm" onClick={() => void refetch()}>
          Try again
        </Button>
      </Notice>
    );
  }
  return (
    <>
      <Heading release={release} />
      {error ? (
        <Notice tone="critical" role="alert">
          Not read again: {error.message}
        </Notice>
      ) : null}
      <ReleaseFigures release={release} intents={data.intents} />
      <Outcomes release={release} intents={data.intents} />
    </>
  );
}

/** Of the summary that was read with the outcomes, and the feed's, the one in which less is open. */
function newest(read: ReleaseSummary | undefined, told: ReleaseSummary | undefined): ReleaseSummary | undefined {
  return read && told && openIntents(told) < openIntents(read) ? told : read;
}

function Heading({ release }: { release: ReleaseSummary }) {
  const queryClient = useQueryClient();
  const cancel = useMutation(cancelReleaseMutation());
  const { reason } = usePermission("sessions:release");
  const { id, by, createdAt, total, counts } = release;
  const waiting = counts.waiting ?? 0;
  return (
    <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
      <div className="min-w-0">
        <p className="text-ink-soft text-small">
          <TextLink href="/releases">Releases</TextLink>
        </p>
        <h1 className="font-semibold text-lg">
          Release of {total} {total === 1 ? "session" : "sessions"}
        </h1>
        <p className="text-ink-soft">
          By {releaserName(by)}, <ReleaseInstant at={createdAt} />
          {release.reason ? ` · “${release.reason}”` : ""}
        </p>
      </div>
      <p role="alert" className="basis-full text-critical empty:hidden">
        {cancel.error?.message}
      </p>
      <div className="flex flex-wrap gap-2">
        {waiting > 0 ? (
          <Button
            size="sm"
            variant="strong"
            reasonNot={reason}
            disabled={cancel.isPending}
            onClick={() =>
              cancel.mutate(id, {
                onSettled: () => queryClient.invalidateQueries({ queryKey: releaseQuery(id).queryKey }),
              })
            }
          >
            {waiting === total ? "Undo" : `Stop the other ${waiting}`}
          </Button>
        ) : null}
        <span role="status" className="self-center text-ink-soft text-small">
          {openIntents(release) > 0 ? "Under way. You may leave: it goes on." : "Done."}
        </span>
      </div>
    </div>
  );
}

function Outcomes({ release, intents }: Pick<ReleaseDetails, "release" | "intents">) {
  const [state, setState] = useQueryState("outcome", parseAsStringLiteral(INTENT_STATES));
  const shown = useMemo(
    () => (state === null ? intents : intents.filter((intent) => intent.state === state)),
    [intents, state],
  );
  return (
    <>
      <search className="flex flex-wrap items-center gap-2.5">
        <ToggleChip pressed={state === null} onPressedChange={() => void setState(null)}>
          All {release.total}
        </ToggleChip>
        {countedStates(release.counts).map(({ state: other, count }) => (
          <ToggleChip
            key={other}
            pressed={other === state}
            onPressedChange={(isPressed) => void setState(isPressed ? other : null)}
          >
            {count} {INTENT_WORDS[other]}
          </ToggleChip>
        ))}
      </search>
      {shown.length > 0 ? (
        <OutcomeList key={state} intents={shown} />
      ) : (
        <p className="rounded-panel border border-line bg-panel px-5 py-10 text-center text-ink-soft">
          None of its sessions is {state ? INTENT_WORDS[state] : "known"}.{" "}
          <Link href={`/releases/${release.id}`} className="underline underline-offset-2">
            Show all
          </Link>
        </p>
      )}
    </>
  );
}
