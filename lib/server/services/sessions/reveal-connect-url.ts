import type { ConnectUrlResult, SessionIdInput } from "@/lib/api/sessions";
import { recordEffect } from "@/lib/server/services/audit/record-effect";
import type { ServiceContext } from "@/lib/server/services/service-context";

/** Upstream makes a new link on each call; it goes to whoever asked and is kept nowhere. */
export async function revealConnectUrl(ctx: ServiceContext, { id }: SessionIdInput): Promise<ConnectUrlResult> {
  return recordEffect(ctx, { action: "session.reveal-connect-url", sessionId: id }, async () => {
    const { value } = await ctx.upstream.connectUrl(id);
    return { connectUrl: value };
  });
}
