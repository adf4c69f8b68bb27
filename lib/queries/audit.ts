import { infiniteQueryOptions } from "@tanstack/react-query";
import type { AuditFilterText, AuditPage, ExportFormat } from "@/lib/api/audit";
import { requestJson } from "./request-json";

/** The log from its newest entry on, page after page. It does not ask by itself: what is being read stands still. */
export function auditQuery(filter: AuditFilterText) {
  return infiniteQueryOptions({
    queryKey: ["audit", filter],
    queryFn: ({ pageParam, signal }) => requestJson<AuditPage>(`/api/audit?${toSearch(filter, pageParam)}`, { signal }),
    initialPageParam: "",
    getNextPageParam: ({ next }: AuditPage) => next,
    staleTime: 10_000,
    refetchOnWindowFocus: false,
    retry: false,
  });
}

export function auditExportPath(filter: AuditFilterText, format: ExportFormat): string {
  return `/api/audit/export?format=${format}&${toSearch(filter, "")}`;
}

function toSearch(filter: AuditFilterText, cursor: string): string {
  const search = new URLSearchParams(filter);
  if (cursor) search.set("cursor", cursor);
  return search.toString();
}
