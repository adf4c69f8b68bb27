import { Check, Copy, History } from "lucide-react";
import Link from "next/link";
import { formatAge } from "@/lib/domain/duration";
import { metadataEntries } from "@/lib/domain/metadata";
import { isLive, type Session, shortId } from "@/lib/domain/session";
import { useTicking } from "@/lib/hooks/use-now";
import type { RowActs } from "./row-actions";

const ICON_BUTTON =
  "-my-1.5 grid size-8 shrink-0 place-items-center rounded-control text-ink-soft hover:bg-paper hover:text-ink pointer-coarse:size-11";

type SessionIdentityProps = { session: Session; acts: RowActs; isCopied: boolean };

export function SessionIdentity({ session, acts, isCopied }: SessionIdentityProps) {
  const name = shortId(session.id);
  return (
    <div className="max-lg:flex max-lg:items-center max-lg:gap-2">
      <div className="figures flex items-center gap-0.5 group-data-[live=false]:text-ink-faint">
        {name}
        <button
          type="button"
          className={ICON_BUTTON}
          aria-label={`Copy the full id of ${name}`}
          title="Copy the full id"
          onClick={() => acts.copyId(session)}
        >
          {isCopied ? <Check aria-hidden className="size-3.5" /> : <Copy aria-hidden className="size-3.5" />}
        </button>
        {acts.canSeeHistory ? (
          // Fetched when somebody goes there: as many rows scroll by as there are sessions.
          <Link
            href={`/audit?session=${encodeURIComponent(session.id)}`}
            prefetch={false}
            aria-label={`History of ${name}`}
            title="History: who did what to it"
            className={`${ICON_BUTTON} -ml-1`}
          >
            <History aria-hidden className="size-3.5" />
          </Link>
        ) : null}
      </div>
      <div className="truncate text-ink-faint text-small">{session.region}</div>
    </div>
  );
}

const MOST_ENTRIES = 4;

type SessionMetadataProps = { session: Session; isExpanded: boolean; onToggle: (id: string) => void };

export function SessionMetadata({ session, isExpanded, onToggle }: SessionMetadataProps) {
  const entries = metadataEntries(session.userMetadata);
  if (entries.length === 0) return <span className="text-ink-faint">no metadata</span>;
  const shown = isExpanded ? entries : entries.slice(0, MOST_ENTRIES);
  return (
    <div className="flex items-baseline justify-between gap-2 group-data-[live=false]:text-ink-faint">
      <dl className="flex min-w-0 flex-wrap gap-x-3 overflow-hidden group-data-[expanded=false]:max-h-[2.8em]">
        {shown.map(([key, value]) => (
          <div
            key={key}
            className="flex min-w-0 max-w-64 gap-1.5 group-data-[expanded=true]:max-w-full"
            title={`${key}: ${value}`}
          >
            <dt className="text-ink-faint">{key}</dt>
            <dd className="truncate group-data-[expanded=true]:wrap-break-word group-data-[expanded=true]:whitespace-normal">
              {value}
            </dd>
          </div>
        ))}
      </dl>
      {entries.length > MOST_ENTRIES ? (
        <button
          type="button"
          aria-expanded={isExpanded}
          className="shrink-0 text-ink-soft text-small underline underline-offset-2 hover:text-ink pointer-coarse:py-2"
          onClick={() => onToggle(session.id)}
        >
          {isExpanded ? "less" : `+${entries.length - MOST_ENTRIES} more`}
        </button>
      ) : null}
    </div>
  );
}

type TickingProps = { session: Session; initialNow: number };

export function SessionState({ session, initialNow }: TickingProps) {
  return (
    <div className="group-data-[live=false]:text-ink-faint max-lg:flex max-lg:gap-1.5">
      <div className={`text-small tracking-wide ${session.status === "ERROR" ? "text-critical" : ""}`}>
        {session.status}
      </div>
      <span aria-hidden className="lg:hidden">
        ·
      </span>
      <div className="text-ink-faint max-lg:leading-[inherit] lg:text-small">
        {isLive(session) ? <KeepAlive session={session} /> : <EndedAgo session={session} initialNow={initialNow} />}
      </div>
    </div>
  );
}

function EndedAgo({ session, initialNow }: TickingProps) {
  return useTicking(initialNow, (now) => `${formatAge(secondsBetween(session.endedAt ?? now, now))} ago`);
}

export function SessionAge({ session, initialNow }: TickingProps) {
  const age = useTicking(initialNow, (now) => formatAge(secondsBetween(session.startedAt, session.endedAt ?? now)));
  return (
    <>
      {isLive(session) ? null : "ran "}
      {age}
      {/* A card has no column header to say it. */}
      {isLive(session) ? <span className="lg:hidden"> old</span> : null}
    </>
  );
}

function secondsBetween(start: number, end: number): number {
  return Math.max(0, (end - start) / 1000);
}

function KeepAlive({ session }: { session: Session }) {
  return session.keepAlive ? <span className="text-ink">keepAlive</span> : "ends with its client";
}
