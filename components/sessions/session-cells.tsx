import { Check, Copy, History } from "lucide-react";
import Link from "next/link";
import { formatAge } from "@/lib/domain/duration";
import { metadataEntries } from "@/lib/domain/metadata";
import { ownerOf } from "@/lib/domain/owner";
import { isLive, type Session, shortId } from "@/lib/domain/session";
import { otherMetadata, sessionTitle } from "@/lib/domain/session-title";
import { useTicking } from "@/lib/hooks/use-now";
import type { RowActs } from "./row-actions";

const ICON_BUTTON =
  "hit-area grid size-5 shrink-0 place-items-center rounded-control text-ink-faint hover:bg-panel hover:text-ink pointer-fine:opacity-0 pointer-fine:group-hover:opacity-100 pointer-fine:group-focus-within:opacity-100";

type SessionIdentityProps = { session: Session; acts: RowActs; isCopied: boolean; isExpanded: boolean };

/** What it is known by: its page, else its metadata; then the id, and the rest. */
export function SessionIdentity({ session, acts, isCopied, isExpanded }: SessionIdentityProps) {
  const name = shortId(session.id);
  const title = sessionTitle(session);
  return (
    <>
      {/* On touch the areas of the two are 44 px wide, to their outer sides: none reaches into the other's. */}
      <div className="flex min-w-0 items-center gap-1 pointer-coarse:gap-3 pointer-coarse:pr-1.5">
        <span className="truncate font-medium group-data-[live=false]:text-ink-faint" title={title}>
          {title ?? <span className="font-normal text-ink-faint">page not known</span>}
        </span>
        <button
          type="button"
          className={`${ICON_BUTTON} pointer-coarse:after:-right-1.5 pointer-coarse:after:-left-4.5`}
          aria-label={`Copy the full id of ${name}`}
          title="Copy the full id"
          onClick={() => acts.copyId(session)}
        >
          {isCopied ? <Check aria-hidden className="size-3" /> : <Copy aria-hidden className="size-3" />}
        </button>
        {acts.canSeeHistory ? (
          // Fetched when somebody goes there: as many rows scroll by as there are sessions.
          <Link
            href={`/audit?session=${encodeURIComponent(session.id)}`}
            prefetch={false}
            aria-label={`History of ${name}`}
            title="History: who did what to it"
            className={`${ICON_BUTTON} pointer-coarse:after:-right-4.5 pointer-coarse:after:-left-1.5`}
          >
            <History aria-hidden className="size-3" />
          </Link>
        ) : null}
      </div>
      <div className="flex min-w-0 items-baseline gap-1.5 text-ink-faint text-small">
        <span className="figures shrink-0">{name}</span>
        {session.status === "PENDING" ? <span className="shrink-0">· PENDING</span> : null}
        <SessionMetadata session={session} acts={acts} isExpanded={isExpanded} />
        <span className="shrink-0">· {session.region}</span>
        {/* To the eye the button says it. */}
        {session.keepAlive ? <span className="sr-only">keepAlive</span> : null}
      </div>
      {isExpanded ? <AllMetadata session={session} /> : null}
    </>
  );
}

/** More do not fit beside the id. */
const MOST_VALUES = 2;

type SessionMetadataProps = Omit<SessionIdentityProps, "isCopied">;

function SessionMetadata({ session, acts, isExpanded }: SessionMetadataProps) {
  const values = otherMetadata(session, acts.ownerKey);
  if (values.length === 0) return null;
  const shown = values.slice(0, MOST_VALUES).join(" · ");
  return (
    <>
      <span aria-hidden>·</span>
      <button
        type="button"
        aria-expanded={isExpanded}
        title={isExpanded ? "Show less metadata" : "Show all metadata"}
        // Down, where nothing else is pressed. What cuts the text off would cut the area off too.
        className="relative min-w-0 after:absolute after:-inset-x-1 after:-inset-y-0.5 hover:text-ink hover:underline pointer-coarse:after:-bottom-5"
        onClick={() => acts.toggleMetadata(session.id)}
      >
        <span className="block truncate">
          {shown}
          {values.length > MOST_VALUES ? ` +${values.length - MOST_VALUES}` : ""}
        </span>
        <span className="sr-only"> metadata</span>
      </button>
    </>
  );
}

function AllMetadata({ session }: { session: Session }) {
  return (
    <dl className="mt-1 grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 text-small">
      {metadataEntries(session.userMetadata).map(([key, value]) => (
        <div key={key} className="contents">
          <dt className="text-ink-faint">{key}</dt>
          <dd className="wrap-break-word">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

export function OwnerName({ session, ownerKey }: { session: Session; ownerKey: string | null }) {
  const owner = ownerOf(session, ownerKey);
  if (!owner) return <span className="text-ink-faint">unknown</span>;
  return (
    <div
      className="truncate group-data-[live=false]:text-ink-faint"
      title={`${owner.name}: ${OWNER_SOURCE[owner.kind]}`}
    >
      {owner.name}
    </div>
  );
}

const OWNER_SOURCE = {
  person: "created it here",
  token: "created it through the gateway",
  metadata: "named by its metadata",
} as const;

export function SessionAge({ session, initialNow }: { session: Session; initialNow: number }) {
  const age = useTicking(initialNow, (now) => formatAge(secondsBetween(session.startedAt, session.endedAt ?? now)));
  return (
    <>
      {age}
      {/* A card has no column header to say it. */}
      <span className="lg:sr-only">{isLive(session) ? " old" : " long"}</span>
    </>
  );
}

function secondsBetween(start: number, end: number): number {
  return Math.max(0, (end - start) / 1000);
}
