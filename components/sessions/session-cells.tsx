import { CopyButton } from "@/components/ui/copy-button";
import { formatAge } from "@/lib/domain/duration";
import { metadataEntries } from "@/lib/domain/metadata";
import { isLive, type Session, shortId } from "@/lib/domain/session";
import { useNow } from "@/lib/hooks/use-now";

export function SessionIdentity({ session }: { session: Session }) {
  return (
    <div className="flex min-w-0 items-center gap-1">
      <div className="min-w-0 max-md:flex max-md:items-baseline max-md:gap-2">
        <div className="figures group-data-[live=false]:text-ink-faint">{shortId(session.id)}</div>
        <div className="truncate text-ink-faint text-small">{session.region}</div>
      </div>
      <CopyButton text={session.id} label={`Copy the full id of ${shortId(session.id)}`} />
    </div>
  );
}

export function SessionMetadata({ session }: { session: Session }) {
  const entries = metadataEntries(session.userMetadata);
  if (entries.length === 0) return <span className="text-ink-faint">no metadata</span>;
  return (
    <dl className="flex max-h-10 flex-wrap gap-x-3 overflow-hidden group-data-[live=false]:text-ink-faint">
      {entries.map(([key, value]) => (
        <div key={key} className="flex min-w-0 max-w-full gap-1.5" title={`${key}: ${value}`}>
          <dt className="text-ink-faint">{key}</dt>
          <dd className="truncate">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

export function SessionState({ session, initialNow }: { session: Session; initialNow: number }) {
  const now = useNow(initialNow);
  const live = isLive(session);
  const endedSeconds = Math.max(0, (now - (session.endedAt ?? now)) / 1000);
  return (
    <div className="group-data-[live=false]:text-ink-faint max-md:flex max-md:gap-1.5">
      <div className="text-small tracking-wide">{session.status}</div>
      <span aria-hidden className="md:hidden">
        ·
      </span>
      <div className="text-ink-faint max-md:leading-[inherit] md:text-small">
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
      {formatAge(seconds)}
      {/* A card has no column header to say it. */}
      <span className="md:hidden"> old</span>
    </>
  );
}

function KeepAlive({ session }: { session: Session }) {
  return session.keepAlive ? <span className="text-ink">keepAlive</span> : "ends with its client";
}
