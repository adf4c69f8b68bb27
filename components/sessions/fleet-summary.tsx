import Link from "next/link";
import { type ReactNode, useMemo } from "react";
import type { Snapshot } from "@/lib/api/snapshot";
import { countdown } from "@/lib/domain/countdown";
import { formatDuration } from "@/lib/domain/duration";
import { isLive, type Session, shortId, timeoutSeconds } from "@/lib/domain/session";
import { summarizeSessions } from "@/lib/domain/session-list";
import { sessionTitle } from "@/lib/domain/session-title";
import { useTicking } from "@/lib/hooks/use-now";
import { usePermission } from "@/lib/hooks/use-permission";
import { IdleCall } from "./idle-call";
import { SlotMeter } from "./slot-meter";

type FleetSummaryProps = {
  snapshot: Snapshot;
  initialNow: number;
  onRelease: (sessions: readonly Session[]) => void;
};

/** How full, when it eases, what new sessions get, and what nobody needs: an operator's questions in one glance. */
export function FleetSummary({ snapshot, initialNow, onRelease }: FleetSummaryProps) {
  const { sessions, now } = snapshot;
  const fleet = useMemo(() => summarizeSessions(sessions, now), [sessions, now]);
  const { running, nextToEnd } = fleet;
  const idleCount = fleet.idle.length + fleet.idleReleasing + fleet.idleProtected;
  const slots = snapshot.project?.concurrency;
  return (
    <section
      aria-label="Summary"
      className="grid grid-cols-2 gap-px overflow-hidden rounded-panel border border-line bg-line lg:grid-cols-[1.1fr_1fr_1fr_1.8fr]"
    >
      <Cell title="Slots">
        <Figure>
          {running} <Unit>of {slots ?? "?"}</Unit>
        </Figure>
        {slots === undefined ? null : <SlotMeter used={running} idle={idleCount} slots={slots} />}
      </Cell>
      <Cell title="Next slot frees by itself">
        {nextToEnd ? (
          <NextToEnd session={nextToEnd} initialNow={initialNow} />
        ) : (
          <>
            <Figure>–</Figure>
            <Note>No session is live</Note>
          </>
        )}
      </Cell>
      <Cell title="Default timeout" className="max-lg:hidden">
        <DefaultTimeout snapshot={snapshot} />
      </Cell>
      <IdleCall fleet={fleet} usdPerHour={snapshot.usdPerHour} initialNow={initialNow} onRelease={onRelease} />
    </section>
  );
}

function NextToEnd({ session, initialNow }: { session: Session; initialNow: number }) {
  const text = useTicking(initialNow, (now) => countdown(session, now).text);
  return (
    <>
      <Figure>{text}</Figure>
      <Note>
        {sessionTitle(session) ?? shortId(session.id)}
        <span className="max-sm:hidden"> · times out</span>
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
  return <p className="truncate text-ink-soft text-small">{children}</p>;
}
