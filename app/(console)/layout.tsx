import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { AppHeader } from "@/components/shell/app-header";
import { getQueryClient } from "@/lib/queries/get-query-client";
import { snapshotQuery } from "@/lib/queries/sessions";
import { getRuntime } from "@/lib/server/runtime";
import { listSessions } from "@/lib/server/services/sessions/list";

export const dynamic = "force-dynamic";

/** Every console page starts with the picture in it: no spinner, no flash. */
export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const runtime = await getRuntime();
  const queryClient = getQueryClient();
  await queryClient.prefetchQuery({ ...snapshotQuery(), queryFn: () => listSessions(runtime) });
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <AppHeader upstream={runtime.installation.upstream} />
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
