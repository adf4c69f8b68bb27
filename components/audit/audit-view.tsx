"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { RefreshCw } from "lucide-react";
import { useQueryStates } from "nuqs";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { AuditFilter, type AuditPage } from "@/lib/api/audit";
import { formatAgo } from "@/lib/domain/instant";
import { useNow } from "@/lib/hooks/use-now";
import { auditQuery } from "@/lib/queries/audit";
import { AuditFilterBar } from "./audit-filter-bar";
import { AuditList } from "./audit-list";
import { AuditUnreadable, LoadingEntries, NoEntries } from "./audit-states";
import { auditFilterParsers, NO_FILTER, toFilterText } from "./audit-url";
import { ExportLinks } from "./export-links";

export function AuditView() {
  const [view, setView] = useQueryStates(auditFilterParsers, { history: "push" });
  const filter = toFilterText(view);
  const log = useInfiniteQuery(auditQuery(filter));
  const isFiltered = Object.keys(filter).length > 0;
  const isSensible = AuditFilter.safeParse(filter).success;
  const clear = () => void setView(NO_FILTER);

  return (
    <>
      <Heading retention={retentionSentence(log.data?.pages[0])}>
        {log.data ? <ReadAgo at={log.data.pages[0]?.now ?? 0} /> : null}
        <Button size="sm" disabled={log.isFetching} onClick={() => void log.refetch()}>
          <RefreshCw aria-hidden className="size-3.5" />
          Refresh
        </Button>
        {isSensible ? <ExportLinks filter={filter} isFiltered={isFiltered} /> : null}
      </Heading>
      <AuditFilterBar
        view={view}
        onFilter={(change) => void setView(change)}
        onClear={isFiltered ? clear : undefined}
      />
      {content()}
    </>
  );

  function content() {
    if (log.isPending) return <LoadingEntries />;
    if (!log.data) {
      return (
        <AuditUnreadable
          reason={log.error.message}
          onRetry={isSensible ? () => void log.refetch() : undefined}
          onClear={isFiltered ? clear : undefined}
        />
      );
    }
    const entries = log.data.pages.flatMap((page) => page.entries);
    if (entries.length === 0) return <NoEntries onClear={isFiltered ? clear : undefined} />;
    return (
      <>
        {log.isRefetchError ? (
          <Notice tone="critical" role="alert">
            Not read again: {log.error.message}
          </Notice>
        ) : null}
        <AuditList
          entries={entries}
          initialNow={log.data.pages[0]?.now ?? 0}
          onFilter={(change) => void setView(change)}
          failure={log.isFetchNextPageError ? log.error.message : undefined}
          hasOlder={log.hasNextPage}
          isLoading={log.isFetchingNextPage}
          onLoadOlder={() => void log.fetchNextPage()}
        />
      </>
    );
  }
}

function Heading({ retention, children }: { retention: string; children: ReactNode }) {
  return (
    <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
      <div>
        <h1 className="font-semibold text-lg">Audit</h1>
        <p className="text-ink-soft">Who did what, newest first. {retention}</p>
      </div>
      <div className="flex flex-wrap items-center gap-2">{children}</div>
    </div>
  );
}

/** The log does not follow by itself: it stands still while it is read. */
function ReadAgo({ at }: { at: number }) {
  return (
    <span className="mr-1 text-ink-faint text-small tabular-nums max-sm:w-full">read {formatAgo(useNow(at) - at)}</span>
  );
}

function retentionSentence(page: AuditPage | undefined): string {
  if (!page) return "";
  return page.retentionDays === null
    ? "Entries are kept for ever."
    : `Entries are kept for ${page.retentionDays} days.`;
}
