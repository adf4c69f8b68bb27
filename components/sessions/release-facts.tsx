import { type ReactNode, useMemo } from "react";
import type { Snapshot } from "@/lib/api/snapshot";
import { formatHours, formatUsd } from "@/lib/domain/cost";
import { describeLeftOut } from "@/lib/domain/describe-left-out";
import { ownerOf } from "@/lib/domain/owner";
import { DOUBTS, type Doubt } from "@/lib/domain/release-risk";
import { type Doubtful, type OwnerShare, type SelectionSummary, savingOf } from "@/lib/domain/selection";
import { isLive, type Session, shortId } from "@/lib/domain/session";

/** More names than these nobody reads. */
const MOST_NAMED = 6;

type ReleaseFactsProps = {
  summary: SelectionSummary;
  /** Of those, what goes if it is confirmed now. */
  released: readonly Session[];
  snapshot: Snapshot;
  /** How many of those that are in doubt are to go too. */
  acceptedCount: number;
  onAccept: (isAccepted: boolean) => void;
};

/** Whose the selected sessions are, who uses them, and what their release is worth. */
export function ReleaseFacts({ summary, released, snapshot, acceptedCount, onAccept }: ReleaseFactsProps) {
  const { leftOut, owners, active, unknownCount, doubtful } = summary;
  const { usdPerHour, now } = snapshot;
  const saving = useMemo(() => savingOf(released, usdPerHour, now), [released, usdPerHour, now]);
  const live = snapshot.sessions.filter(isLive).length;
  const slots = snapshot.project?.concurrency;
  const kept = leftOut.filter(({ why }) => why === "protected").map(({ session }) => session);
  return (
    <>
      <dl className="grid grid-cols-[5.5rem_minmax(0,1fr)] gap-x-4 gap-y-2">
        <Fact term="Whose">{describeOwners(owners)}</Fact>
        <Fact term="In use">
          {active.length > 0 ? (
            <strong className="font-semibold text-warning">{active.length} active in the last minute</strong>
          ) : (
            "None active in the last minute"
          )}
          {unknownCount > 0 ? `, ${unknownCount} not known` : ""}
        </Fact>
        <Fact term="Frees">
          <span className="figures">{released.length}</span> of {slots ?? live} slots
        </Fact>
        <Fact term="Saves">
          <span className="figures">{formatHours(saving.minutes)}</span>
          {saving.usd === null ? "" : ` (${formatUsd(saving.usd)})`}, which they would burn until their timeouts
        </Fact>
        {leftOut.length > 0 ? (
          <Fact term="Left out">
            {describeLeftOut(leftOut)}
            {kept.map((session) => (
              <span key={session.id} className="block truncate text-ink-soft text-small">
                <span className="figures">{shortId(session.id)}</span> “{session.protection?.reason}” ·{" "}
                {session.protection?.by}
              </span>
            ))}
          </Fact>
        ) : null}
      </dl>
      {doubtful.length > 0 ? (
        <Doubts doubtful={doubtful} ownerKey={snapshot.ownerKey} acceptedCount={acceptedCount} onAccept={onAccept} />
      ) : null}
      <p className="text-ink-soft text-small">
        These figures may change until then; what is protected meanwhile stays.
      </p>
    </>
  );
}

type DoubtsProps = Pick<ReleaseFactsProps, "acceptedCount" | "onAccept"> & {
  doubtful: readonly Doubtful[];
  ownerKey: string | null;
};

/** One tick for all of them, each named under the reason; partly set when others were in doubt since. */
function Doubts({ doubtful, ownerKey, acceptedCount, onAccept }: DoubtsProps) {
  const count = doubtful.length;
  return (
    <label className="flex gap-3 rounded-control border border-warning bg-warning-soft px-3 py-2.5">
      <input
        type="checkbox"
        ref={(box) => {
          if (box) box.indeterminate = acceptedCount > 0 && acceptedCount < count;
        }}
        checked={acceptedCount === count}
        onChange={(event) => onAccept(event.target.checked)}
        className="mt-0.5 size-4 shrink-0 accent-ink"
      />
      <span className="min-w-0">
        <span className="font-medium">Release also {count === 1 ? "the one" : `the ${count}`} that may be needed</span>
        {DOUBTS.map((doubt) => {
          const sessions = doubtful.filter((one) => one.doubt === doubt).map(({ session }) => session);
          return sessions.length === 0 ? null : (
            <span key={doubt} className="block text-small">
              {sessions.length} {DOUBT_WORDS[doubt]}: {nameAll(sessions, ownerKey)}
            </span>
          );
        })}
      </span>
    </label>
  );
}

const DOUBT_WORDS: Record<Doubt, string> = {
  "in-use": "in use",
  "empty-log": "whose log is empty (never used, or not logged)",
  unknown: "not known whether in use",
  "not-proven": "not yours and not proven idle",
};

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-soft">{term}</dt>
      <dd className="min-w-0">{children}</dd>
    </>
  );
}

function describeOwners(owners: readonly OwnerShare[]): string {
  const named = owners.slice(0, MOST_NAMED).map(({ name, count, isMine }) => {
    if (isMine) return `${count} yours`;
    return name === null ? `${count} of unknown owners` : `${count} ${name}’s`;
  });
  const rest = owners.slice(MOST_NAMED).reduce((sum, { count }) => sum + count, 0);
  return [...named, rest > 0 ? `${rest} of others` : ""].filter(Boolean).join(" · ") || "None";
}

function nameAll(sessions: readonly Session[], ownerKey: string | null): string {
  const named = sessions.slice(0, MOST_NAMED).map((session) => {
    return `${shortId(session.id)} (${ownerOf(session, ownerKey)?.name ?? "unknown owner"})`;
  });
  const rest = sessions.length - named.length;
  return [...named, rest > 0 ? `and ${rest} more` : ""].filter(Boolean).join(", ");
}
