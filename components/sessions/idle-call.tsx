import { buttonClass } from "@/components/ui/button";
import { useReasonNot } from "@/components/ui/use-reason-not";
import { formatHours, minutesLeft } from "@/lib/domain/cost";
import { formatSpending } from "@/lib/domain/describe-cost";
import { describeIdleFleet } from "@/lib/domain/describe-idle-fleet";
import type { Session } from "@/lib/domain/session";
import type { FleetSummary } from "@/lib/domain/session-list";
import { useTicking } from "@/lib/hooks/use-now";
import { usePageKey } from "@/lib/hooks/use-page-key";
import { usePermission } from "@/lib/hooks/use-permission";
import { loadReleaseDialog } from "./late-parts";

type IdleCallProps = {
  fleet: FleetSummary;
  usdPerHour: number | null;
  initialNow: number;
  onRelease: (sessions: readonly Session[]) => void;
};

/** What the idle sessions cost when nobody acts, and the one press that asks to end them. */
export function IdleCall({ fleet, usdPerHour, initialNow, onRelease }: IdleCallProps) {
  const { idle } = fleet;
  const { headline, note } = describeIdleFleet(fleet);
  const { control, tip } = useReasonNot(usePermission("sessions:release").reason);
  const { isAllowed } = usePermission("sessions:release");
  usePageKey("R", () => onRelease(idle), isAllowed && idle.length > 0);
  return (
    <div
      data-idle={idle.length > 0}
      className="col-span-2 flex min-w-0 items-center justify-between gap-4 bg-panel px-3.5 py-3 data-[idle=true]:bg-idle-soft max-sm:flex-col max-sm:items-stretch max-sm:gap-3 sm:px-4.5 lg:col-span-1"
    >
      <div className="min-w-0 text-pretty text-ink-soft">
        <h2 className="font-semibold text-ink">{headline}</h2>
        {idle.length > 0 ? <Burning sessions={idle} usdPerHour={usdPerHour} initialNow={initialNow} /> : null}
        {note ? <p className="text-small">{note}</p> : null}
      </div>
      {idle.length > 0 ? (
        <button
          type="button"
          aria-keyshortcuts="Shift+R"
          className={buttonClass({ variant: "primary" })}
          onPointerEnter={loadReleaseDialog}
          onFocus={loadReleaseDialog}
          onClick={() => onRelease(idle)}
          {...control}
        >
          Release {idle.length} idle
          <kbd
            aria-hidden
            className="ml-1 hidden rounded border border-current px-1 font-mono text-[0.6875rem] opacity-70 pointer-fine:inline"
          >
            ⇧R
          </kbd>
        </button>
      ) : null}
      {tip}
    </div>
  );
}

type BurningProps = { sessions: readonly Session[]; usdPerHour: number | null; initialNow: number };

function Burning({ sessions, usdPerHour, initialNow }: BurningProps) {
  const minutes = useTicking(initialNow, (now) =>
    sessions.reduce((sum, session) => sum + minutesLeft(session, now), 0),
  );
  return (
    <p>
      {sessions.length === 1
        ? "Left alone it holds a slot and burns"
        : `Left alone they hold ${sessions.length} slots and burn`}{" "}
      <span className="figures whitespace-nowrap text-ink">{formatHours(minutes)}</span>
      {usdPerHour === null ? null : (
        <>
          {" "}
          (<span className="figures text-ink">{formatSpending(minutes, usdPerHour)}</span>)
        </>
      )}
      .
    </p>
  );
}
