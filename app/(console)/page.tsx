import { SessionsView } from "@/components/sessions/sessions-view";
import { Forbidden } from "@/components/shell/forbidden";
import { admitPage } from "@/lib/server/http/admit-page";

export default async function SessionsPage() {
  const { ctx, refusal } = await admitPage("/");
  if (refusal) return <Forbidden {...refusal} />;
  return <SessionsView upstream={ctx.installation.upstream} />;
}
