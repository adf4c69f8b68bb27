import { useInfiniteQuery } from "@tanstack/react-query";
import Link from "next/link";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Section } from "@/components/ui/section";
import { formatInstant } from "@/lib/domain/instant";
import type { Notice as ToldNotice } from "@/lib/domain/notice";
import { NOTICE_LABELS } from "@/lib/domain/notice-labels";
import { noticePath } from "@/lib/domain/notice-path";
import { useTimeZone } from "@/lib/hooks/use-time-zone";
import { noticesQuery } from "@/lib/queries/notices";

/** All that was told of, to anybody. */
export function HistorySection() {
  const { data, error, isPending, hasNextPage, isFetching, fetchNextPage, refetch } = useInfiniteQuery(noticesQuery());
  const notices = data?.pages.flatMap((page) => page.notices) ?? [];
  return (
    <Section title="What was told">
      {isPending ? <p className="text-ink-soft">Reading what was told…</p> : null}
      {data && notices.length === 0 ? (
        <p className="text-ink-soft">Nothing within the last 30 days, after which notices are removed.</p>
      ) : null}
      <ul className="grid">
        {notices.map((notice) => (
          <Told key={notice.id} notice={notice} />
        ))}
      </ul>
      {error ? (
        <Notice tone="critical" role="alert" className="flex flex-wrap items-center justify-between gap-2">
          {error.message}
          <Button size="sm" onClick={() => void refetch()}>
            Try again
          </Button>
        </Notice>
      ) : null}
      {hasNextPage ? (
        <Button size="sm" className="justify-self-start" disabled={isFetching} onClick={() => void fetchNextPage()}>
          Earlier ones
        </Button>
      ) : null}
    </Section>
  );
}

function Told({ notice }: { notice: ToldNotice }) {
  const { kind, at, message } = notice;
  const path = noticePath(notice);
  const { date, time } = formatInstant(at, useTimeZone());
  return (
    <li className="border-line border-t py-2 first:border-t-0">
      <p className="flex flex-wrap justify-between gap-x-3 text-ink-soft text-small">
        {NOTICE_LABELS[kind].name}
        <time dateTime={new Date(at).toISOString()} className="figures">
          {date} {time}
        </time>
      </p>
      <p className="wrap-anywhere">
        {message}{" "}
        {path ? (
          <Link href={path} prefetch={false} className="underline underline-offset-2">
            Show
          </Link>
        ) : null}
      </p>
    </li>
  );
}
