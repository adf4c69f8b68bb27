import type { Snapshot } from "@/lib/api/snapshot";
import { breakerReason } from "@/lib/domain/policy-breaker";
import { isWarningKept, type KeepReason, policyVerdict, type Verdict } from "@/lib/domain/policy-verdict";
import type { DecidedOn } from "@/lib/domain/release";
import type { Session } from "@/lib/domain/session";
import { readTried } from "@/lib/server/services/policies/count-released";
import { findUndone } from "@/lib/server/services/policies/find-undone";
import { lockIfUnchanged, type StoredPolicy } from "@/lib/server/services/policies/policy-row";
import { type PolicyWarning, removeWarnings, writeWarnings } from "@/lib/server/services/policies/policy-warnings";
import { releaseByPolicy } from "@/lib/server/services/policies/release";
import { stopPolicy } from "@/lib/server/services/policies/stop";
import { toSituation } from "@/lib/server/services/policies/to-situation";
import type { Backbone } from "@/lib/server/services/service-context";

export type EnforcerContext = Pick<Backbone, "database" | "log"> & { releases: Pick<Backbone["releases"], "tell"> };

type Judged = { session: Session; verdict: Verdict; warning: PolicyWarning | undefined };

/**
 * Carries out what a policy says of the sessions of one picture: warns, releases those whose grace is over, and takes
 * back warnings that came to nothing. When that would be too much at once, it stops the policy and does none of it.
 */
export async function enforcePolicy(
  ctx: EnforcerContext,
  policy: StoredPolicy,
  { snapshot, warnings }: { snapshot: Snapshot; warnings: readonly PolicyWarning[] },
): Promise<void> {
  const { database, log } = ctx;
  const own = new Map(warnings.filter(({ policyId }) => policyId === policy.id).map((one) => [one.sessionId, one]));
  const judged = snapshot.sessions.map((session): Judged => {
    const warning = own.get(session.id);
    return { session, warning, verdict: policyVerdict(session, policy, { ...toSituation(snapshot), warning }) };
  });
  const concerned = judged.filter(({ verdict, warning }) => verdict.act !== "keep" || warning);
  const undoneIds = await findUndone(database, idsOf(concerned));
  const voidIds = findVoid(judged, own, { policy, snapshot, undoneIds });
  const due = concerned.filter(({ session }) => !undoneIds.has(session.id) && !voidIds.has(session.id));
  const toWarn = due.flatMap(({ session, verdict }) =>
    verdict.act === "warn"
      ? [{ policyId: policy.id, sessionId: session.id, warnedAt: snapshot.now, dueAt: verdict.dueAt }]
      : [],
  );
  const toRelease = due.filter(({ verdict }) => verdict.act === "release").map(({ session }) => session);
  if (voidIds.size + due.length === 0) return;
  const reason = await database.inTransaction(async () => {
    // An admin may have switched it off, or changed it, since it was read.
    if (!(await lockIfUnchanged(database, policy))) return undefined;
    // Counted while nobody else can record a release of this policy.
    const tooMuch = await findBreakerReason(ctx, policy, due.length, snapshot);
    if (tooMuch) {
      await stopPolicy(database, policy, tooMuch);
      return tooMuch;
    }
    await removeWarnings(database, policy.id, [...voidIds, ...toRelease.map(({ id }) => id)]);
    await writeWarnings(database, toWarn);
    if (toRelease.length > 0) await releaseByPolicy(database, policy, decidedOn(toRelease, snapshot.now));
    return undefined;
  });
  if (reason) log.warn({ policy: policy.name, reason }, "a policy was stopped by its circuit breaker");
  if (reason || toRelease.length > 0) await ctx.releases.tell();
}

async function findBreakerReason(
  { database }: EnforcerContext,
  policy: StoredPolicy,
  due: number,
  { sessions }: Snapshot,
): Promise<string | undefined> {
  if (due === 0) return undefined;
  const running = sessions.filter(({ status }) => status === "RUNNING").map(({ id }) => id);
  const tried = await readTried(database, policy);
  const live = new Set([...running, ...tried]).size;
  return breakerReason(policy.rule, { due, released: tried.length, live });
}

/** What is none of the policy's business any more, whatever it did before. */
const NONE_OF_ITS: readonly KeepReason[] = [
  "not-running",
  "protected",
  "requested",
  "undone",
  "refused",
  "not-keep-alive",
  "unmatched",
  "too-young",
];

/** The sessions whose warnings came to nothing: they ended, were used again, or somebody had a say. */
function findVoid(
  judged: readonly Judged[],
  own: ReadonlyMap<string, PolicyWarning>,
  { policy, snapshot, undoneIds }: { policy: StoredPolicy; snapshot: Snapshot; undoneIds: ReadonlySet<string> },
): ReadonlySet<string> {
  // While upstream fails, a session that is not in the picture may be all the same.
  const seen = new Set(judged.map(({ session }) => session.id));
  const gone = snapshot.failure ? [] : [...own.keys()].filter((id) => !seen.has(id));
  const over = judged.filter(({ session, verdict, warning }) => {
    if (!warning) return false;
    if (undoneIds.has(session.id)) return true;
    if (verdict.act !== "keep") return false;
    return NONE_OF_ITS.includes(verdict.reason) || !isWarningKept(session, policy.rule, { now: snapshot.now, warning });
  });
  return new Set([...gone, ...idsOf(over)]);
}

function idsOf(judged: readonly Judged[]): string[] {
  return judged.map(({ session }) => session.id);
}

function decidedOn(sessions: readonly Session[], at: number): ReadonlyMap<string, DecidedOn> {
  return new Map(
    sessions.map((session) => [session.id, { at, lastAt: session.activity?.lastAt ?? null, wasActive: false }]),
  );
}
