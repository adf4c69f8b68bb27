import { X } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { Button, buttonClass } from "@/components/ui/button";
import { describeOutcomes } from "@/lib/domain/describe-progress";
import { openIntents, type ReleaseSummary, releaserName } from "@/lib/domain/release";
import { secondsUntil } from "@/lib/domain/release-wait";
import type { Session } from "@/lib/domain/session";
import { useTicking } from "@/lib/hooks/use-now";
import { usePermission } from "@/lib/hooks/use-permission";
import type { ReleaseActs } from "./use-releases";

type ReleaseBarProps = {
  release: ReleaseSummary;
  sessions: readonly Session[];
  isMine: boolean;
  initialNow: number;
  acts: ReleaseActs;
  onDismiss: (id: string) => void;
};

/** One release of many as a whole: it waits in the open, goes on, and says what came of it. */
export function ReleaseBar(props: ReleaseBarProps) {
  const { release } = props;
  if (openIntents(release) === 0) return <Settled {...props} />;
  return (release.counts.waiting ?? 0) === release.total ? <Waiting {...props} /> : <GoingOn {...props} />;
}

function Waiting({ release, isMine, initialNow, acts }: ReleaseBarProps) {
  const { id, total, dueAt, by } = release;
  const { reason } = usePermission("sessions:release");
  const seconds = useTicking(initialNow, (now) => secondsUntil(dueAt, now));
  return (
    <Bar label="Release under way" announcement={`${total} sessions are about to be released.`}>
      <Text>
        <span className="font-medium">
          Releasing {total} {seconds > 0 ? `in ${seconds} s` : "…"}
        </span>
        {isMine ? null : <span className="text-ink-soft"> · by {releaserName(by)}</span>}
      </Text>
      <Button size="sm" reasonNot={reason} onClick={() => acts.now(id)}>
        Now
      </Button>
      <Button size="sm" variant="strong" className="min-w-20" reasonNot={reason} onClick={() => acts.undo(id)}>
        Undo
      </Button>
    </Bar>
  );
}

function GoingOn({ release, isMine, acts }: ReleaseBarProps) {
  const { id, total, counts, by } = release;
  const { reason } = usePermission("sessions:release");
  const done = total - openIntents(release);
  const waiting = counts.waiting ?? 0;
  return (
    <Bar label="Release under way" announcement={`Releasing ${total} sessions.`}>
      <Text>
        <span className="font-medium">
          Releasing {total}: {done} done
        </span>
        {isMine ? null : <span className="text-ink-soft"> · by {releaserName(by)}</span>}
      </Text>
      <progress
        aria-label="Sessions that are settled"
        max={total}
        value={done}
        className="h-1.5 w-32 appearance-none overflow-hidden rounded-full bg-line [&::-moz-progress-bar]:bg-calm [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-calm"
      />
      <Details id={id} />
      {waiting > 0 ? (
        <Button size="sm" variant="strong" reasonNot={reason} onClick={() => acts.undo(id)}>
          Stop the other {waiting}
        </Button>
      ) : null}
    </Bar>
  );
}

function Settled({ release, sessions, initialNow, onDismiss }: ReleaseBarProps) {
  const text = useTicking(initialNow, (now) => describeOutcomes(release, sessions, now));
  return (
    <Bar label="Release is done" announcement={describeOutcomes(release, sessions)}>
      <Text>
        <span className="font-medium">{text}</span>
      </Text>
      <Details id={release.id} />
      <Button size="icon" variant="quiet" aria-label="Put the result away" onClick={() => onDismiss(release.id)}>
        <X aria-hidden className="size-4" />
      </Button>
    </Bar>
  );
}

function Details({ id }: { id: string }) {
  return (
    <Link href={`/releases/${id}`} prefetch={false} className={buttonClass({ size: "sm" })}>
      Details
    </Link>
  );
}

function Text({ children }: { children: ReactNode }) {
  return <p className="mr-auto min-w-0 tabular-nums max-sm:flex-1 max-sm:basis-40 sm:mr-4">{children}</p>;
}

function Bar(props: { label: string; announcement: string; children: ReactNode }) {
  return (
    <section
      aria-label={props.label}
      className="pointer-events-auto flex max-w-full flex-wrap items-center justify-end gap-2 rounded-panel border border-ink bg-panel py-2 pr-2 pl-4 shadow-lg max-sm:w-full"
    >
      {/* The seconds that tick are not for a screen reader. */}
      <p role="status" className="sr-only">
        {props.announcement}
      </p>
      {props.children}
    </section>
  );
}
