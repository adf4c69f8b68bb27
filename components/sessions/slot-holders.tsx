import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { CreateReleaseResult } from "@/lib/api/releases";
import type { Snapshot } from "@/lib/api/snapshot";
import { describeIdleness } from "@/lib/domain/describe-idleness";
import { LEFT_OUT_WORDS } from "@/lib/domain/describe-left-out";
import { formatClock } from "@/lib/domain/instant";
import { ownerOf } from "@/lib/domain/owner";
import { reasonLeftOut, releaseRisk } from "@/lib/domain/release-risk";
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

/** Who holds the slots when upstream refuses one more: the least valuable first, and a press frees it. */
export function SlotHolders({ snapshot, onRetry }: SlotHoldersProps) {
  const now = useNow(snapshot.now);
  const holders = slotHolders(snapshot.sessions, now).slice(0, MOST_HOLDERS);
  const leaving = snapshot.sessions.filter(isReleasing).length;
  const isFree = snapshot.project !== null && snapshot.sessions.filter(isLive).length < snapshot.project.concurrency;
  return (
    <div className="grid min-h-0 gap-3 overflow-y-auto px-5 py-4">
      {leaving > 0 || isFree ? (
        <Notice role="status" className="flex flex-wrap items-center justify-between gap-2">
          <span>{isFree ? "A slot is free." : leavingSentence(leaving)}</span>
          <Button size="sm" variant="primary" onClick={onRetry}>
            Back to the new session
          </Button>
        </Notice>
      ) : null}
      <ol className="grid">
        {holders.map((session, index) => (
          <Holder key={session.id} session={session} snapshot={snapshot} now={now} isFirst={index === 0} />
        ))}
      </ol>
    </div>
  );
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
  const [isSure, setSure] = useState(false);
  const timeZone = useTimeZone();
  const { isMine, isProvenIdle, isActive } = releaseRisk(session, me, ownerKey, now);
  const isSafe = isProvenIdle || (isMine && !isActive);
  const label = isSafe || !isSure ? "Release" : "Release anyway";
  const whyNot = reasonLeftOut(session, now);
  const name = shortId(session.id);
  const owner = ownerOf(session, ownerKey)?.name ?? "unknown owner";
  const { state, evidence } = describeIdleness(session, now, (instant) => formatClock(instant, timeZone));

  function press() {
    if (!isSafe && !isSure) return setSure(true);
    release.mutate({ sessionIds: [session.id], notMine: isMine ? 0 : 1, activeIds: isActive ? [session.id] : [] });
  }

  return (
    <li className="flex items-center justify-between gap-4 border-line border-t py-2.5 first:border-t-0">
      <div className="min-w-0">
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
          size="sm"
          variant={isFirst ? "primary" : "secondary"}
          aria-label={`${label} ${name}`}
          disabled={release.isPending}
          onClick={press}
        >
          {label}
        </Button>
      )}
    </li>
  );
}

function refusal(result: CreateReleaseResult | undefined): string | undefined {
  if (!result || result.release) return undefined;
  return `Not released: ${result.leftOut.map(({ why }) => LEFT_OUT_WORDS[why]).join(", ")}.`;
}
