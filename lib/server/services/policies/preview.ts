import type { PolicyHistory, PolicyPreview, PreviewPolicyInput } from "@/lib/api/policies";
import { type BackTest, backTest, type PastRelease, type PastSession } from "@/lib/domain/back-test";
import type { ServiceContext } from "@/lib/server/services/service-context";
import { describeImpact } from "./describe-impact";
import { knowledgeLimits, ruleProblem } from "./knowledge-limits";
import type { PolicyContext } from "./list";

type PreviewContext = PolicyContext & Pick<ServiceContext, "policyPast">;

const DAYS = 7;
const DAY_MS = 24 * 3_600_000;
const MOST_EXAMPLES = 5;

/** What a rule would do now and in the next hour, and what it would have done in the last days. Changes nothing. */
export async function previewPolicy(ctx: PreviewContext, { rule }: PreviewPolicyInput): Promise<PolicyPreview> {
  const snapshot = await ctx.feed.read();
  const { now, ownerKey } = snapshot;
  const from = now - DAYS * DAY_MS;
  const history = await ctx.policyPast.ask(from, (past) =>
    toHistory(past, backTest(past, rule, { from, to: now, ownerKey })),
  );
  return {
    impact: describeImpact(snapshot, rule),
    history,
    problem: ruleProblem(rule, knowledgeLimits(ctx, snapshot)) ?? null,
  };
}

function toHistory(
  past: readonly PastSession[],
  { from, releases, meant, unknown, mostInAnHour }: BackTest,
): PolicyHistory {
  const mistakes = releases.filter(isMistake);
  const right = releases.filter((release) => !isMistake(release));
  const savedMs = right.reduce((sum, { releasedAt, endedAt }) => sum + endedAt - releasedAt, 0);
  const oldest = past.reduce((first, { session }) => Math.min(first, session.startedAt), Number.POSITIVE_INFINITY);
  return {
    days: DAYS,
    since: past.length === 0 ? null : Math.max(from, oldest),
    meant,
    unknown,
    releases: releases.length,
    mistakes: mistakes.length,
    savedMinutes: Math.round(savedMs / 60_000),
    mostInAnHour,
    examples: [...mistakes.reverse(), ...right.reverse()].slice(0, MOST_EXAMPLES),
  };
}

function isMistake({ usedAgainAt }: PastRelease): boolean {
  return usedAgainAt !== undefined;
}
