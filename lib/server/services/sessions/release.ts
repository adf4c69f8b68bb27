import type { ReleaseSessionInput, ReleaseSessionResult } from "@/lib/api/sessions";
import { recordEffect } from "@/lib/server/services/audit/record-effect";
import type { ServiceContext } from "@/lib/server/services/service-context";
import { endSession } from "./end-session";

/** Releases one session for whoever asked, who said why or did not. */
export function releaseSession(
  ctx: ServiceContext,
  { id, reason }: ReleaseSessionInput,
): Promise<ReleaseSessionResult> {
  return recordEffect(ctx, { action: "session.release", sessionId: id, reason }, () => endSession(ctx, id), {
    learn: ({ outcome }) => (outcome === "already-ended" ? { detail: "It had ended already." } : {}),
  });
}
