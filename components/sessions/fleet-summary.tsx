import Link from "next/link";
import { type ReactNode, useMemo } from "react";
import type { Snapshot } from "@/lib/api/snapshot";
import { countdown } from "@/lib/domain/countdown";
import { formatDuration } from "@/lib/domain/duration";
import { metadataEntries } from "@/lib/domain/metadata";
import { isLive, type Session, shortId, timeoutSeconds } from "@/lib/domain/session";
import { summarizeSessions } from "@/lib/domain/session-list";
import { useTicking } from "@/lib/hooks/use-now";
import { usePermission } from "@/lib/hooks/use-permission";
import { SlotMeter } from "./slot-meter";

/** How full, what is kept alive, when it eases, and what new sessions get: an operator's questions in one glance. */
export function FleetSummary({ snapshot, initialNow }: { snapshot: Snapshot; initialNow: number }) {
  const { running, keepAlive, nextToEnd } = useMemo(() => summarizeSessions(snapshot.sessions), [snapshot.sessions]);
  const slots = snapshot.project?.concurrency;
  return (
    <section
      aria-label="Summary"
      className="grid grid-cols-2 gap-px overflow-hidden rounded-panel border border-line bg-line lg:grid-cols-4"
    >
      <Cell title="Slots">
        <Figure>
          {running} <Unit>of {slots ?? "?"}</Unit>
        </Figure>
        {slots === undefined ? null : <SlotMeter used={running} slots={slots} />}
        {/* A phone has no room for a cell of their own. */}
        <p className="mt-1 text-ink-soft text-small sm:hidden">{keepAlive} keepAlive</p>
      </Cell>
      <Cell title="keepAlive" className="max-sm:hidden">
        <Figure>
          {keepAlive} <Unit>of {running}</Unit>
        </Figure>
        <Note>{keepAliveNote(running, keepAlive)}</Note>
      </Cell>
      <Cell title="Next timeout">
        {nextToEnd ? (
          <NextToEnd session={nextToEnd} initialNow={initialNow} />
        ) : (
          <>
            <Figure>–</Figure>
            <Note>No session is live</Note>
          </>
        )}
      </Cell>
      <Cell title="Default timeout" className="max-sm:hidden">
        <DefaultTimeout snapshot={snapshot} />
      </Cell>
    </section>
  );
}

function keepAliveNote(running: number, keepAlive: number): string {
  if (running === 0) return "No session is live";
  return keepAlive === 0 ? "All end with their client" : "Stay until released or timed out";
}

function NextToEnd({ session, initialNow }: { session: Session; initialNow: number }) {
  const text = useTicking(initialNow, (now) => countdown(session, now).text);
  const [, label] = metadataEntries(session.userMetadata)[0] ?? [];
  return (
    <>
      <Figure>{text}</Figure>
      <Note>
        <span className="figures">{shortId(session.id)}</span>
        {label ? ` · ${label}` : ""}
      </Note>
    </>
  );
}

function DefaultTimeout({ snapshot }: { snapshot: Snapshot }) {
  const { isAllowed } = usePermission("settings:write");
  const seconds = snapshot.defaultTimeoutSeconds ?? snapshot.project?.defaultTimeoutSeconds;
  if (seconds === undefined) return <Figure>?</Figure>;
  const live = snapshot.sessions.filter(isLive);
  const others = live.filter((session) => timeoutSeconds(session) !== seconds).length;
  return (
    <>
      <Figure>{formatDuration(seconds)}</Figure>
      <Note>
        {others === 0 ? "for new sessions" : `${others} of ${live.length} live differ`} ·{" "}
        <Link href="/settings" className="underline underline-offset-2 hover:text-ink">
          {isAllowed ? "Change" : "Settings"}
        </Link>
      </Note>
    </>
  );
}

function Cell({ title, className = "", children }: { title: string; className?: string; children: ReactNode }) {
  return (
    <div className={`min-w-0 bg-panel px-3.5 py-3 sm:px-4.5 ${className}`}>
      <h2 className="mb-1 text-ink-soft text-small">{title}</h2>
      {children}
    </div>
  );
}

function Figure({ children }: { children: ReactNode }) {
  return <p className="figures font-medium text-2xl leading-8">{children}</p>;
}

function Unit({ children }: { children: ReactNode }) {
  return <span className="whitespace-nowrap font-normal text-ink-faint text-small">{children}</span>;
}

function Note({ children }: { children: ReactNode }) {
  return <p className="text-ink-soft text-small sm:truncate">{children}</p>;
}
