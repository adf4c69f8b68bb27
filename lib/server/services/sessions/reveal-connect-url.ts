import type { ConnectUrlResult, SessionIdInput } from "@/lib/api/sessions";
import type { ServiceContext } from "@/lib/server/services/service-context";

/** Upstream makes a new link on each call; it goes to whoever asked and is kept nowhere. */
export async function revealConnectUrl(
  { upstream }: ServiceContext,
  { id }: SessionIdInput,
): Promise<ConnectUrlResult> {
  const { value } = await upstream.connectUrl(id);
  return { connectUrl: value };
}
