import { type ReactNode, useMemo } from "react";
import type { Me } from "@/lib/api/account";
import type { Snapshot } from "@/lib/api/snapshot";
import { formatHours, formatUsd } from "@/lib/domain/cost";
import { describeIdleness } from "@/lib/domain/describe-idleness";
import { describeLeftOut } from "@/lib/domain/describe-left-out";
import { compareIdleness } from "@/lib/domain/idle-order";
import { formatClock } from "@/lib/domain/instant";
import { ownerOf } from "@/lib/domain/owner";
import { DOUBTS, type Doubt } from "@/lib/domain/release-risk";
import { type Doubtful, ownerShares, type SelectionSummary, savingOf } from "@/lib/domain/selection";
import { isLive, type Session, shortId } from "@/lib/domain/session";
import { sessionName, sessionTitle } from "@/lib/domain/session-title";
import { useTimeZone } from "@/lib/hooks/use-time-zone";

/** More names than these nobody reads. */
const MOST_NAMED = 6;

type ReleaseFactsProps = {
  summary: SelectionSummary;
  /** Of those, what goes if it is confirmed now. */
  released: readonly Session[];
  /** How many of these are somebody else's or nobody's. */
  notMine: number;
  me: Me | undefined;
  snapshot: Snapshot;
  /** How many of those that are in doubt are to go too. */
  acceptedCount: number;
  onAccept: (isAccepted: boolean) => void;
};

/** Which sessions go and whose they are, who uses those that were selected, and what the release is worth. */
export function ReleaseFacts(props: ReleaseFactsProps) {
  const { summary, released, snapshot, acceptedCount, onAccept } = props;
  const { eligible, leftOut, active, unknownCount, doubtful } = summary;
  const isOne = eligible.length + leftOut.length === 1;
  const { usdPerHour, now } = snapshot;
  const saving = useMemo(() => savingOf(released, usdPerHour, now), [released, usdPerHour, now]);
  const live = snapshot.sessions.filter(isLive).length;
  const slots = snapshot.project?.concurrency;
  const kept = leftOut.filter(({ why }) => why === "protected").map(({ session }) => session);
  return (
    <>
      <dl className="grid grid-cols-[5.5rem_minmax(0,1fr)] gap-x-4 gap-y-2">
        <Fact term="Which">
          {released.length > 0 ? <Which released={released} snapshot={snapshot} /> : noneGoes(doubtful.length)}
        </Fact>
        {released.length > 0 ? (
          <Fact term="Whose">
            <Whose {...props} />
          </Fact>
        ) : null}
        <Fact term="In use">
          {active.length > 0 ? (
            <strong className="font-semibold text-warning">{active.length} active in the last minute</strong>
          ) : (
            "None seen active in the last minute"
          )}
          {unknownCount > 0 ? `, ${unknownCount} not known` : ""}
        </Fact>
        <Fact term="Frees">
          <span className="figures">{released.length}</span> of {slots ?? live} slots
        </Fact>
        <Fact term="Saves">
          <span className="figures">{formatHours(saving.minutes)}</span>
          {saving.usd === null ? "" : ` (${formatUsd(saving.usd)})`}, which{" "}
          {released.length === 1 ? "it would burn until its timeout" : "they would burn until their timeouts"}
        </Fact>
        {leftOut.length > 0 ? (
          <Fact term="Left out">
            {describeLeftOut(leftOut)}
            {kept.map((session) => (
              <span key={session.id} className="block text-ink-soft text-small wrap-break-word">
                {sessionName(session)}: “{session.protection?.reason}” · {session.protection?.by}
              </span>
            ))}
          </Fact>
        ) : null}
      </dl>
      {doubtful.length > 0 ? (
        <Doubts doubtful={doubtful} ownerKey={snapshot.ownerKey} acceptedCount={acceptedCount} onAccept={onAccept} />
      ) : null}
      <p className="text-ink-soft text-small">
        These figures may change until then;{" "}
        {isOne ? "if it is protected meanwhile, it" : "what is protected meanwhile"} stays.
      </p>
    </>
  );
}

/** One line each, in which the title and the owner give way; on a phone the title has one of its own. */
function Which({ released, snapshot: { ownerKey, now } }: Pick<ReleaseFactsProps, "released" | "snapshot">) {
  const timeZone = useTimeZone();
  const idlestFirst = useMemo(() => released.toSorted(compareIdleness), [released]);
  const rest = released.length - MOST_NAMED;
  return (
    <ul aria-label="Which">
      {idlestFirst.slice(0, MOST_NAMED).map((session) => {
        const title = sessionTitle(session);
        const { state, evidence } = describeIdleness(session, now, (instant) => formatClock(instant, timeZone));
        return (
          <li
            key={session.id}
            title={evidence}
            className="flex gap-x-1 max-sm:flex-wrap max-sm:text-small max-sm:not-first:mt-1.5"
          >
            {title ? <span className="truncate max-sm:basis-full">{title}</span> : null}{" "}
            <span className="shrink-0">
              {title ? <span className="max-sm:hidden">· </span> : null}
              <span className="figures">{shortId(session.id)}</span> ·
            </span>{" "}
            <span className="truncate">{ownerName(session, ownerKey)}</span> <span className="shrink-0">· {state}</span>
          </li>
        );
      })}
      {rest > 0 ? <li>and {rest} more</li> : null}
    </ul>
  );
}

function noneGoes(doubtfulCount: number): string {
  return doubtfulCount > 0 ? "None without the tick below" : "None";
}

/** How many are not one's own comes first: that is what is confirmed. */
function Whose({ released, notMine, me, snapshot: { ownerKey } }: ReleaseFactsProps) {
  const owners = useMemo(() => ownerShares(released, me, ownerKey), [released, me, ownerKey]);
  const named = owners.slice(0, MOST_NAMED).map(({ name, count, isMine }) => {
    if (isMine) return `${count} yours`;
    return name === null ? `${count} of unknown owners` : `${count} ${name}’s`;
  });
  const rest = owners.slice(MOST_NAMED).reduce((sum, { count }) => sum + count, 0);
  const notYours = notMine === released.length ? "None yours" : `${notMine} not yours`;
  return (
    <>
      {notMine > 0 ? <strong className="font-semibold">{notYours}</strong> : null}
      {notMine > 0 ? " · " : ""}
      {[...named, rest > 0 ? `${rest} of others` : ""].filter(Boolean).join(" · ")}
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

function nameAll(sessions: readonly Session[], ownerKey: string | null): string {
  const named = sessions.slice(0, MOST_NAMED).map((session) => {
    return `${sessionName(session)} (${ownerName(session, ownerKey)})`;
  });
  const rest = sessions.length - named.length;
  return [...named, rest > 0 ? `and ${rest} more` : ""].filter(Boolean).join(", ");
}

function ownerName(session: Session, ownerKey: string | null): string {
  return ownerOf(session, ownerKey)?.name ?? "unknown owner";
}
