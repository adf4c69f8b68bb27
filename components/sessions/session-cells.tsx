import { useState } from "react";
import { CopyButton } from "@/components/ui/copy-button";
import { formatAge } from "@/lib/domain/duration";
import { metadataEntries } from "@/lib/domain/metadata";
import { isLive, type Session, shortId } from "@/lib/domain/session";
import { useNow } from "@/lib/hooks/use-now";
import { HistoryLink } from "./history-link";

export function SessionIdentity({ session }: { session: Session }) {
  return (
    <div className="max-lg:flex max-lg:items-center max-lg:gap-2">
      <div className="figures flex items-center gap-0.5 group-data-[live=false]:text-ink-faint">
        {shortId(session.id)}
        <CopyButton text={session.id} label={`Copy the full id of ${shortId(session.id)}`} className="-my-1.5" />
        <HistoryLink session={session} className="-my-1.5 -ml-1" />
      </div>
      <div className="truncate text-ink-faint text-small">{session.region}</div>
    </div>
  );
}

const MOST_ENTRIES = 4;

export function SessionMetadata({ session }: { session: Session }) {
  const [isExpanded, setExpanded] = useState(false);
  const entries = metadataEntries(session.userMetadata);
  if (entries.length === 0) return <span className="text-ink-faint">no metadata</span>;
  const shown = isExpanded ? entries : entries.slice(0, MOST_ENTRIES);
  return (
    <div className="flex flex-wrap items-baseline gap-x-3 group-data-[live=false]:text-ink-faint">
      <dl className="contents">
        {shown.map(([key, value]) => (
          <div
            key={key}
            className={isExpanded ? "flex max-w-full gap-1.5" : "flex min-w-0 max-w-64 gap-1.5"}
            title={`${key}: ${value}`}
          >
            <dt className="text-ink-faint">{key}</dt>
            <dd className={isExpanded ? "min-w-0 break-words" : "truncate"}>{value}</dd>
          </div>
        ))}
      </dl>
      {entries.length > MOST_ENTRIES ? (
        <button
          type="button"
          aria-expanded={isExpanded}
          className="text-ink-soft text-small underline underline-offset-2 hover:text-ink pointer-coarse:py-2"
          onClick={() => setExpanded(!isExpanded)}
        >
          {isExpanded ? "less" : `+${entries.length - MOST_ENTRIES} more`}
        </button>
      ) : null}
    </div>
  );
}

export function SessionState({ session, initialNow }: { session: Session; initialNow: number }) {
  const now = useNow(initialNow);
  const live = isLive(session);
  const endedSeconds = Math.max(0, (now - (session.endedAt ?? now)) / 1000);
  return (
    <div className="group-data-[live=false]:text-ink-faint max-lg:flex max-lg:gap-1.5">
      <div className={`text-small tracking-wide ${session.status === "ERROR" ? "text-critical" : ""}`}>
        {session.status}
      </div>
      <span aria-hidden className="lg:hidden">
        ·
      </span>
      <div className="text-ink-faint max-lg:leading-[inherit] lg:text-small">
        {live ? <KeepAlive session={session} /> : `${formatAge(endedSeconds)} ago`}
      </div>
    </div>
  );
}

export function SessionAge({ session, initialNow }: { session: Session; initialNow: number }) {
  const now = useNow(initialNow);
  const seconds = Math.max(0, ((session.endedAt ?? now) - session.startedAt) / 1000);
  return (
    <>
      {isLive(session) ? null : "ran "}
      {formatAge(seconds)}
      {/* A card has no column header to say it. */}
      {isLive(session) ? <span className="lg:hidden"> old</span> : null}
    </>
  );
}

function KeepAlive({ session }: { session: Session }) {
  return session.keepAlive ? <span className="text-ink">keepAlive</span> : "ends with its client";
}
