"use client";
import { useQuery } from "@tanstack/react-query";
import { ChevronRight } from "lucide-react";
import Link from "next/link";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { ListedRelease } from "@/lib/api/releases";
import { formatHours } from "@/lib/domain/cost";
import { formatSpending } from "@/lib/domain/describe-cost";
import { describeOutcomes } from "@/lib/domain/describe-progress";
import { releaserName } from "@/lib/domain/release";
import { releasesQuery } from "@/lib/queries/release-results";
import { ReleaseInstant } from "./release-instant";
import { useUsdPerHour } from "./use-usd-per-hour";

const GRID =
  "grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 px-3.5 lg:grid-cols-[10rem_minmax(0,1fr)_minmax(0,1.5fr)_9rem_1rem]";

/** The latest releases, newest first, people's and policies' alike. */
export function ReleaseListView() {
  const { data, error, refetch } = useQuery(releasesQuery());
  return (
    <>
      <div>
        <h1 className="font-semibold text-lg">Releases</h1>
        <p className="text-ink-soft">The latest, whoever wanted them. Each says what became of every session.</p>
      </div>
      {error ? (
        <Notice tone="critical" role="alert" className="flex flex-wrap items-center justify-between gap-2">
          {data ? "Not read again" : "They cannot be shown"}: {error.message}
          <Button size="sm" onClick={() => void refetch()}>
            Try again
          </Button>
        </Notice>
      ) : null}
      {data ? <Releases releases={data.releases} /> : null}
    </>
  );
}

function Releases({ releases }: { releases: readonly ListedRelease[] }) {
  const usdPerHour = useUsdPerHour() ?? null;
  if (releases.length === 0) {
    return (
      <div className="grid justify-items-center gap-2 rounded-panel border border-line bg-panel px-5 py-14 text-center">
        <h2 className="font-semibold">Nothing was released yet</h2>
        <p className="max-w-prose text-ink-soft">What people and policies release is listed here, with its outcome.</p>
      </div>
    );
  }
  return (
    <div className="overflow-clip rounded-panel border border-line bg-panel">
      <div aria-hidden className={`${GRID} h-9 border-line border-b text-ink-soft text-small max-lg:hidden`}>
        <span>When</span>
        <span>By</span>
        <span>What became of its sessions</span>
        <span className="text-right">Saved</span>
      </div>
      <ul aria-label="Releases">
        {releases.map((release) => (
          <li key={release.id} className="border-line border-t first:border-t-0">
            <Link
              href={`/releases/${release.id}`}
              prefetch={false}
              className={`${GRID} group gap-y-0.5 py-2.5 outline-offset-[-2px] hover:bg-paper`}
            >
              <span className="text-ink-soft text-small">
                <ReleaseInstant at={release.createdAt} />
              </span>
              <ChevronRight
                aria-hidden
                className="size-4 text-ink-faint group-hover:text-ink max-lg:row-span-2 lg:order-last"
              />
              <span className="min-w-0 truncate">
                <span className="font-medium">{releaserName(release.by)}</span>
                {release.reason ? <span className="text-ink-soft"> · “{release.reason}”</span> : null}
              </span>
              <span className="min-w-0 text-ink-soft tabular-nums max-lg:col-span-2">
                {describeOutcomes(release, [])}
              </span>
              <span className="figures text-small max-lg:col-span-2 max-lg:empty:hidden lg:text-right">
                {release.savedMinutes > 0 ? <Saved minutes={release.savedMinutes} usdPerHour={usdPerHour} /> : null}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Saved({ minutes, usdPerHour }: { minutes: number; usdPerHour: number | null }) {
  return (
    <>
      {/* A card has no column header to say it. */}
      <span className="text-ink-faint lg:sr-only">saved </span>
      {formatHours(minutes)}
      {usdPerHour === null ? null : <span className="text-ink-faint"> · {formatSpending(minutes, usdPerHour)}</span>}
    </>
  );
}
