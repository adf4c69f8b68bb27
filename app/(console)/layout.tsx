import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { AppHeader } from "@/components/shell/app-header";
import { meQuery } from "@/lib/queries/account";
import { getQueryClient } from "@/lib/queries/get-query-client";
import { noticeChoicesQuery } from "@/lib/queries/notices";
import { snapshotQuery } from "@/lib/queries/sessions";
import { admitPage } from "@/lib/server/http/admit-page";
import { readMe } from "@/lib/server/services/account/read-me";
import { readNoticeChoices } from "@/lib/server/services/notices/choices";
import { listSessions } from "@/lib/server/services/sessions/list";

export const dynamic = "force-dynamic";

/** Every console page starts with the picture in it: no spinner, no flash. */
export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const { ctx } = await admitPage("/");
  const queryClient = getQueryClient();
  await Promise.all([
    queryClient.prefetchQuery({ ...snapshotQuery(), queryFn: () => listSessions(ctx) }),
    queryClient.prefetchQuery({ ...meQuery(), queryFn: () => readMe(ctx) }),
    queryClient.prefetchQuery({ ...noticeChoicesQuery(), queryFn: () => readNoticeChoices(ctx) }),
  ]);
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <AppHeader upstream={ctx.installation.upstream} />
      <main
        id="main"
        tabIndex={-1}
        className="mx-auto grid max-w-[1480px] grid-cols-[minmax(0,1fr)] gap-4 px-3.5 py-4 outline-none sm:px-6 sm:py-5"
      >
        {children}
      </main>
    </HydrationBoundary>
  );
}
