import type { Snapshot } from "@/lib/api/snapshot";
import { idleThresholdProblem, type KnowledgeLimits } from "@/lib/domain/idle-threshold";
import type { PolicyRule } from "@/lib/domain/policy";
import { isLive } from "@/lib/domain/session";
import { AppError } from "@/lib/server/errors";
import type { Backbone } from "@/lib/server/services/service-context";

export function knowledgeLimits(
  { logChecks }: Pick<Backbone, "logChecks">,
  { sessions }: Pick<Snapshot, "sessions">,
): KnowledgeLimits {
  return { ...logChecks, sessions: sessions.filter((session) => isLive(session) && session.keepAlive).length };
}

type RuleProblem = { field: string; message: string };

/** Why a rule cannot be carried out as things stand here. */
export function ruleProblem({ idleSeconds }: PolicyRule, limits: KnowledgeLimits): RuleProblem | undefined {
  const problem = idleSeconds === null ? undefined : idleThresholdProblem(idleSeconds, limits);
  return problem === undefined ? undefined : { field: "rule.idleSeconds", message: problem };
}

/** @throws AppError `invalid` */
export async function requireKnowable(ctx: Pick<Backbone, "feed" | "logChecks">, rule: PolicyRule): Promise<void> {
  const problem = ruleProblem(rule, knowledgeLimits(ctx, await ctx.feed.read()));
  if (problem) throw new AppError("invalid", `${problem.field} ${problem.message}`, { field: problem.field });
}
