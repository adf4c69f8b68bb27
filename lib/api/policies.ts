import * as z from "zod/mini";
import type { PastRelease } from "@/lib/domain/back-test";
import type { KnowledgeLimits } from "@/lib/domain/idle-threshold";
import {
  MAX_POLICY_SECONDS,
  MIN_GRACE_SECONDS,
  MIN_IDLE_SECONDS,
  type PolicyMode,
  type PolicyRule,
} from "@/lib/domain/policy";
import type { PolicyImpact } from "@/lib/domain/policy-impact";

const MAX_AT_ONCE = 10_000;

function seconds(least: number, most = MAX_POLICY_SECONDS) {
  return z
    .number("must be a number of seconds")
    .check(
      z.int("must be a whole number of seconds"),
      z.minimum(least, `must be at least ${least} seconds`),
      z.maximum(most, `must be at most ${most} seconds`),
    );
}

function count(most: number) {
  return z
    .number("must be a number")
    .check(
      z.int("must be a whole number"),
      z.minimum(1, "must be at least 1"),
      z.maximum(most, `must be at most ${most}`),
    );
}

function text(most: number) {
  return z
    .string("must be text")
    .check(z.trim(), z.minLength(1, "must not be empty"), z.maxLength(most, `must be at most ${most} characters`));
}

const ruleSchema: z.ZodMiniType<PolicyRule> = z
  .strictObject(
    {
      idleSeconds: z.nullable(seconds(MIN_IDLE_SECONDS)),
      maximumSeconds: z.nullable(seconds(MIN_IDLE_SECONDS)),
      minAgeSeconds: seconds(0),
      metadata: z
        .array(z.strictObject({ key: text(200), value: text(511) }), "must be a list of keys and values")
        .check(z.maxLength(10, "must be at most 10 keys")),
      owner: z.nullable(text(200)),
      graceSeconds: seconds(MIN_GRACE_SECONDS, 3600),
      maxAtOnce: count(MAX_AT_ONCE),
      maxSharePercent: count(100),
    },
    "must be an object",
  )
  .check(
    z.refine(({ idleSeconds, maximumSeconds }) => idleSeconds !== null || maximumSeconds !== null, {
      error: "must be set when there is no maximum",
      path: ["idleSeconds"],
    }),
  );

const idSchema = z.string().check(z.regex(/^[\w-]{1,64}$/, "must be a policy id"));
const nameSchema = text(60);

/** `POST /api/policies`. It runs dry until it is switched on. */
export const CreatePolicyInput = z.strictObject({ name: nameSchema, rule: ruleSchema });
export type CreatePolicyInput = z.infer<typeof CreatePolicyInput>;

/** What the person was shown, as the row's `updatedAt`. It is refused when somebody has changed it since. */
const shownSchema = z.optional(z.number("must be an instant in epoch milliseconds"));

/** `PUT /api/policies/[id]`. With another rule it runs dry again. */
export const ChangePolicyInput = z.strictObject({
  id: idSchema,
  name: nameSchema,
  rule: ruleSchema,
  updatedAt: shownSchema,
  /** As `updatedAt`, which a new name leaves as it is. */
  shownName: z.optional(nameSchema),
});
export type ChangePolicyInput = z.infer<typeof ChangePolicyInput>;

/** `PUT /api/policies/[id]/mode`. Only its circuit breaker stops one. */
export const SetPolicyModeInput = z.strictObject({
  id: idSchema,
  mode: z.enum(["dry", "on"], 'must be "dry" or "on"'),
  updatedAt: shownSchema,
});
export type SetPolicyModeInput = z.infer<typeof SetPolicyModeInput>;

/** `DELETE /api/policies/[id]`. */
export const PolicyIdInput = z.strictObject({ id: idSchema });
export type PolicyIdInput = z.infer<typeof PolicyIdInput>;

/** `POST /api/policies/preview`. */
export const PreviewPolicyInput = z.strictObject({ rule: ruleSchema });
export type PreviewPolicyInput = z.infer<typeof PreviewPolicyInput>;

export type PolicyImpactCounts = Pick<PolicyImpact, "live" | "meant" | "unknown"> & {
  now: number;
  nextHour: number;
  /** Why its circuit breaker would stop it at once. */
  stopsBecause: string | null;
};

/** Instants are the server's, but for those of sessions. */
export type PolicyRow = {
  id: string;
  name: string;
  mode: PolicyMode;
  rule: PolicyRule;
  stopped: { at: number; reason: string } | null;
  createdBy: string;
  /** When its rule or mode was last changed. */
  updatedAt: number;
  /** What it would do if it were switched on now, or does. */
  impact: PolicyImpactCounts;
  /** The sessions that it has warned of. */
  warned: number;
  releasedThisWeek: number;
};

/** `GET /api/policies`, and the answer to every change of one. */
export type PolicyList = { policies: PolicyRow[]; knowledge: KnowledgeLimits };

export type PolicyHistory = {
  days: number;
  /** When the oldest session began that is remembered; `null` when none is. Later than the days when history is short. */
  since: number | null;
  meant: number;
  /** Of those, the ones whose log was never read. */
  unknown: number;
  releases: number;
  /** Those that were used again afterwards. */
  mistakes: number;
  savedMinutes: number;
  mostInAnHour: number;
  /** Mistakes first. */
  examples: PastRelease[];
};

/** What a rule would do before it is saved. `problem`: why it would not be saved, naming its field. */
export type PolicyPreview = {
  impact: PolicyImpactCounts;
  history: PolicyHistory;
  problem: { field: string; message: string } | null;
};
