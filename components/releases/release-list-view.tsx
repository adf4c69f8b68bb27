"use client";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { describeOutcomes } from "@/lib/domain/describe-progress";
import { type ReleaseSummary, releaserName } from "@/lib/domain/release";
import { releasesQuery } from "@/lib/queries/release-results";
import { ReleaseInstant } from "./release-instant";

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

function Releases({ releases }: { releases: readonly ReleaseSummary[] }) {
  if (releases.length === 0) {
    return (
      <div className="grid justify-items-center gap-2 rounded-panel border border-line bg-panel px-5 py-14 text-center">
        <h2 className="font-semibold">Nothing was released yet</h2>
        <p className="max-w-prose text-ink-soft">What people and policies release is listed here, with its outcome.</p>
      </div>
    );
  }
  return (
    <ul aria-label="Releases" className="overflow-clip rounded-panel border border-line bg-panel">
      {releases.map((release) => (
        <li key={release.id} className="border-line border-t first:border-t-0">
          <Link
            href={`/releases/${release.id}`}
            prefetch={false}
            className="grid gap-x-4 gap-y-0.5 px-3.5 py-2.5 outline-offset-[-2px] hover:bg-paper lg:grid-cols-[11rem_minmax(0,1fr)_minmax(0,1.5fr)]"
          >
            <span className="text-ink-soft text-small lg:leading-5">
              <ReleaseInstant at={release.createdAt} />
            </span>
            <span className="min-w-0 truncate">
              <span className="font-medium">{releaserName(release.by)}</span>
              {release.reason ? <span className="text-ink-soft"> · “{release.reason}”</span> : null}
            </span>
            <span className="min-w-0 text-ink-soft tabular-nums">{describeOutcomes(release, [])}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
