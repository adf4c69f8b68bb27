import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { createLoader, type SearchParams } from "nuqs/server";
import { auditFilterParsers, toFilterText } from "@/components/audit/audit-url";
import { AuditView } from "@/components/audit/audit-view";
import { Forbidden } from "@/components/shell/forbidden";
import { type AuditFilterText, ListAuditInput } from "@/lib/api/audit";
import { auditQuery } from "@/lib/queries/audit";
import { getQueryClient } from "@/lib/queries/get-query-client";
import { admitPage } from "@/lib/server/http/admit-page";
import { listAudit } from "@/lib/server/services/audit/list";
import type { ServiceContext } from "@/lib/server/services/service-context";

export const metadata: Metadata = { title: "Audit" };

const loadFilter = createLoader(auditFilterParsers);

export default async function AuditPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { ctx, refusal } = await admitPage("/audit");
  if (refusal) return <Forbidden {...refusal} />;
  return (
    <HydrationBoundary state={await readFirstPage(ctx, toFilterText(await loadFilter(searchParams)))}>
      <AuditView />
    </HydrationBoundary>
  );
}

/** A filter that makes no sense is left to the page, which is told what is wrong with it. */
async function readFirstPage(ctx: ServiceContext, filter: AuditFilterText) {
  const queryClient = getQueryClient();
  const input = ListAuditInput.safeParse(filter);
  if (input.success) {
    await queryClient.prefetchInfiniteQuery({ ...auditQuery(filter), queryFn: () => listAudit(ctx, input.data) });
  }
  return dehydrate(queryClient);
}
