import type { CreateSessionInput, CreateSessionResult } from "@/lib/api/sessions";
import { findBrokenRule } from "@/lib/domain/session-rules";
import { resolveTimeout } from "@/lib/domain/timeout";
import { AppError } from "@/lib/server/errors";
import { writeEntry } from "@/lib/server/services/audit/record";
import { recordEffect } from "@/lib/server/services/audit/record-effect";
import { recordOwner } from "@/lib/server/services/records/record-owner";
import { callingPerson, type ServiceContext } from "@/lib/server/services/service-context";
import { readDefaultTimeout } from "@/lib/server/services/settings/default-timeout";
import { readSessionRules } from "@/lib/server/services/settings/session-rules";

export async function createSession(ctx: ServiceContext, input: CreateSessionInput): Promise<CreateSessionResult> {
  const timeoutSeconds = resolveTimeout(input.timeoutSeconds, await readDefaultTimeout(ctx.database));
  const asked = { ...input, timeoutSeconds };
  await requireAllowed(ctx, asked);
  return recordEffect(ctx, { action: "session.create", after: asked }, () => createAndLearn(ctx, asked), {
    // The timeout that upstream chose, too, when nobody else did.
    learn: ({ session }) => ({
      sessionId: session.id,
      after: { ...asked, timeoutSeconds: Math.round((session.expiresAt - session.startedAt) / 1000) },
    }),
  });
}

/** A wish that breaks a rule is refused, and never made to fit: whoever asked would not know. */
async function requireAllowed(ctx: ServiceContext, { keepAlive, timeoutSeconds }: CreateSessionInput): Promise<void> {
  const rules = await readSessionRules(ctx.database);
  const projectDefault = () => ctx.feed.read().then(({ project }) => project?.defaultTimeoutSeconds);
  const { role } = callingPerson(ctx);
  const broken = findBrokenRule(rules, {
    keepAlive,
    timeoutSeconds: timeoutSeconds ?? (await projectDefault()),
    role,
  });
  if (!broken) return;
  const { why, message, field } = broken;
  if (why === "forbidden") {
    await writeEntry(ctx, { action: "session.create", after: { keepAlive, timeoutSeconds } }, "refused", message);
  }
  throw new AppError(why, message, { field });
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
