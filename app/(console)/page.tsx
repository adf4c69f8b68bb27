import { SessionsView } from "@/components/sessions/sessions-view";
import { getRuntime } from "@/lib/server/runtime";

export default async function SessionsPage() {
  const { installation } = await getRuntime();
  return <SessionsView upstream={installation.upstream} />;
}
