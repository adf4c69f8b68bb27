import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { cookies } from "next/headers";
import { ActivityHelp } from "@/components/sessions/activity-help";
import { SettingsView } from "@/components/settings/settings-view";
import { ThemeSection } from "@/components/settings/theme-section";
import { Forbidden } from "@/components/shell/forbidden";
import { THEME_COOKIE } from "@/components/shell/theme";
import { Section } from "@/components/ui/section";
import { getQueryClient } from "@/lib/queries/get-query-client";
import { settingsQuery } from "@/lib/queries/settings";
import { usageQuery } from "@/lib/queries/usage";
import { admitPage } from "@/lib/server/http/admit-page";
import { readSettings } from "@/lib/server/services/settings/read";
import { readUsage } from "@/lib/server/services/usage/read";

export const metadata: Metadata = { title: "Settings" };

export default async function SettingsPage() {
  const { ctx, refusal } = await admitPage("/settings");
  if (refusal) return <Forbidden {...refusal} />;
  const queryClient = getQueryClient();
  await Promise.all([
    queryClient.prefetchQuery({ ...settingsQuery(), queryFn: () => readSettings(ctx) }),
    queryClient.prefetchQuery({ ...usageQuery(), queryFn: () => readUsage(ctx) }),
  ]);
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <div className="grid w-full max-w-3xl gap-4">
        <h1 className="sr-only">Settings</h1>
        <SettingsView />
        <Section title="What counts as activity">
          <ActivityHelp />
        </Section>
        <ThemeSection initialTheme={(await cookies()).get(THEME_COOKIE)?.value} />
      </div>
    </HydrationBoundary>
  );
}
