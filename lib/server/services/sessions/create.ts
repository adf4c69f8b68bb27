import type { CreateSessionInput, CreateSessionResult } from "@/lib/api/sessions";
import { resolveTimeout } from "@/lib/domain/timeout";
import { recordEffect } from "@/lib/server/services/audit/record-effect";
import { recordOwner } from "@/lib/server/services/records/record-owner";
import type { ServiceContext } from "@/lib/server/services/service-context";
import { readDefaultTimeout } from "@/lib/server/services/settings/default-timeout";

export async function createSession(ctx: ServiceContext, input: CreateSessionInput): Promise<CreateSessionResult> {
  const timeoutSeconds = resolveTimeout(input.timeoutSeconds, await readDefaultTimeout(ctx.database));
  const asked = { ...input, timeoutSeconds };
  return recordEffect(ctx, { action: "session.create", after: asked }, () => createAndLearn(ctx, asked), {
    // The timeout that upstream chose, too, when nobody else did.
    learn: ({ session }) => ({
      sessionId: session.id,
      after: { ...asked, timeoutSeconds: Math.round((session.expiresAt - session.startedAt) / 1000) },
    }),
  });
}

async function createAndLearn(ctx: ServiceContext, asked: CreateSessionInput): Promise<CreateSessionResult> {
  const { upstream, feed } = ctx;
  try {
    const { value } = await upstream.createSession(asked);
    await recordOwner(ctx, value);
    return { session: feed.learn(value) };
  } catch (error) {
    // When only the answer was lost there is a session all the same, and the list shows it.
    feed.expire();
    throw error;
  }
}
