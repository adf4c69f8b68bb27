import type { ReactNode } from "react";
import type { ReleaseDetails } from "@/lib/api/releases";
import { formatHours } from "@/lib/domain/cost";
import { formatSpending } from "@/lib/domain/describe-cost";
import { openIntents } from "@/lib/domain/release";
import { useUsdPerHour } from "./use-usd-per-hour";

/** How far it is, and what it was worth. */
export function ReleaseFigures({ release, intents }: Pick<ReleaseDetails, "release" | "intents">) {
  const usdPerHour = useUsdPerHour();
  const { counts, total } = release;
  const done = total - openIntents(release);
  const savedMinutes = intents.reduce((sum, intent) => sum + (intent.savedMinutes ?? 0), 0);
  const problems = (counts.failed ?? 0) + (counts.refused ?? 0);
  return (
    <section
      aria-label="Figures"
      className="grid grid-cols-2 gap-px overflow-hidden rounded-panel border border-line bg-line lg:grid-cols-4"
    >
      <Cell title="Settled">
        {done} <Unit>of {total}</Unit>
      </Cell>
      <Cell title="Slots freed">{counts.released ?? 0}</Cell>
      <Cell title="Saved">
        {formatHours(savedMinutes)} {usdPerHour ? <Unit>{formatSpending(savedMinutes, usdPerHour)}</Unit> : null}
      </Cell>
      <Cell title="Failed or refused">
        <span className={problems > 0 ? "text-critical" : undefined}>{problems}</span>
      </Cell>
    </section>
  );
}

function Cell({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="min-w-0 bg-panel px-3.5 py-3 sm:px-4.5">
      <h2 className="mb-1 text-ink-soft text-small">{title}</h2>
      <p className="figures font-medium text-2xl leading-8">{children}</p>
    </div>
  );
}

function Unit({ children }: { children: ReactNode }) {
  return <span className="whitespace-nowrap font-normal text-ink-faint text-small">{children}</span>;
}
