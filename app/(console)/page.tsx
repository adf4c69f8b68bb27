import { SessionsView } from "@/components/sessions/sessions-view";
import { admitPage } from "@/lib/server/http/admit-page";

export default async function SessionsPage() {
  const { ctx } = await admitPage("/");
  return <SessionsView upstream={ctx.installation.upstream} />;
}
