import { useLayoutEffect, useRef } from "react";
import { buttonClass } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import type { ReasonNot } from "@/components/ui/use-reason-not";
import { secondsUntil } from "@/lib/domain/release-wait";
import { type Session, shortId } from "@/lib/domain/session";
import { useTicking } from "@/lib/hooks/use-now";
import type { ReleaseActs } from "./use-releases";

type ReleaseWaitProps = {
  session: Session;
  initialNow: number;
  isAlone: boolean;
  acts: ReleaseActs;
  reasonNot: ReasonNot["control"];
};

const BUTTON = buttonClass({ size: "tight" });

/**
 * The release of a session as it goes on. For five seconds it can be taken back, or made at once; as one of many that is
 * for the bar below the list. It lies over the row's last cells, so that nothing moves; in a card it takes the place of
 * the actions.
 */
export function ReleaseWait({ session, initialNow, isAlone, acts, reasonNot }: ReleaseWaitProps) {
  const { release } = session;
  const seconds = useTicking(initialNow, (now) => secondsUntil(release?.dueAt ?? 0, now));
  const isWaiting = release?.state === "waiting";
  // What it waits for when its time has come.
  const detail = isWaiting && seconds > 0 ? undefined : release?.detail;
  const name = shortId(session.id);
  const cell = useRef<HTMLDivElement>(null);
  const label = useRef<HTMLSpanElement>(null);
  // What was pressed is gone, and without this focus would fall to the top of the page. One of many was pressed elsewhere.
  const isPressedHere = release === undefined || isAlone;
  // biome-ignore lint/correctness/useExhaustiveDependencies: its buttons come and go with what it waits for
  useLayoutEffect(() => {
    if (isPressedHere && document.activeElement === document.body) label.current?.focus({ preventScroll: true });
  }, [isPressedHere, isWaiting]);
  useLayoutEffect(() => {
    const element = cell.current;
    const row = element?.closest<HTMLElement>("[role=row]");
    return () => {
      if (element?.contains(document.activeElement)) row?.focus({ preventScroll: true });
    };
  }, []);
  return (
    <div
      ref={cell}
      role="cell"
      aria-colspan={3}
      className="flex items-center justify-end gap-1.5 max-lg:col-span-2 max-lg:min-h-9 max-lg:max-w-54 sm:max-lg:max-w-96 lg:absolute lg:inset-0 lg:col-[6/-1] pointer-coarse:max-lg:min-h-11"
    >
      <span
        ref={label}
        tabIndex={-1}
        title={detail}
        className="mr-1 min-w-0 text-right text-ink-soft text-small tabular-nums"
      >
        <span className="block truncate max-sm:whitespace-normal">{describe(session, seconds)}</span>
        {detail ? <span className="block truncate text-ink-faint text-small">{detail}</span> : null}
      </span>
      {isWaiting && isAlone && release ? (
        <>
          <button
            type="button"
            className={BUTTON}
            aria-label={`Release ${name} now`}
            onClick={() => acts.now(release.id)}
            {...reasonNot}
          >
            Now
          </button>
          <button
            type="button"
            className={cn(BUTTON, "min-w-20")}
            aria-label={`Undo the release of ${name}`}
            // It lies where Release was, and the second half of a double click takes nothing back.
            onClick={({ detail }) => detail < 2 && acts.undo(release.id)}
            {...reasonNot}
          >
            Undo
          </button>
        </>
      ) : null}
    </div>
  );
}

function describe({ release }: Session, seconds: number): string {
  if (release?.state !== "waiting") return "Releasing…";
  return seconds > 0 ? `Releasing in ${seconds} s` : "Releasing…";
}
