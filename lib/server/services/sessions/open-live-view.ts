import type { LiveViewResult, SessionIdInput } from "@/lib/api/sessions";
import { recordEffect } from "@/lib/server/services/audit/record-effect";
import type { ServiceContext } from "@/lib/server/services/service-context";
import { noteWatching } from "./note-watching";

/** The link gives full control of the browser: it goes to whoever asked and is kept nowhere. */
export async function openLiveView(ctx: ServiceContext, { id }: SessionIdInput): Promise<LiveViewResult> {
  return recordEffect(ctx, { action: "session.open-live-view", sessionId: id }, async () => {
    const { value } = await ctx.upstream.liveViewUrl(id);
    await noteWatching(ctx, { id });
    return { url: value };
  });
}
