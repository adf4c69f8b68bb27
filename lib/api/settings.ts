import * as z from "zod/mini";
import { MAX_RETENTION_DAYS, MIN_RETENTION_DAYS } from "@/lib/domain/audit";
import { MAX_USD_PER_HOUR } from "@/lib/domain/cost";
import { ROLES } from "@/lib/domain/permissions";
import type { ProjectFacts } from "@/lib/domain/project";
import type { SessionRules } from "@/lib/domain/session-rules";
import type { OwnFacts, UpstreamFailure } from "./snapshot";
import { timeoutSecondsSchema } from "./timeout";

/** `PUT /api/settings/default-timeout`. `null` hands the choice back to the project's own default. */
export const SaveDefaultTimeoutInput = z.strictObject({ seconds: z.nullable(timeoutSecondsSchema) });
export type SaveDefaultTimeoutInput = z.infer<typeof SaveDefaultTimeoutInput>;

/** `PUT /api/settings/audit-retention`. `null` keeps the entries for ever. */
export const SaveAuditRetentionInput = z.strictObject({
  days: z.nullable(
    z
      .number("must be a number of days, or null for ever")
      .check(
        z.int("must be a whole number of days"),
        z.minimum(MIN_RETENTION_DAYS, `must be at least ${MIN_RETENTION_DAYS} days`),
        z.maximum(MAX_RETENTION_DAYS, `must be at most ${MAX_RETENTION_DAYS} days; null keeps entries for ever`),
      ),
  ),
});
export type SaveAuditRetentionInput = z.infer<typeof SaveAuditRetentionInput>;

const MAX_OWNER_KEY_CHARACTERS = 64;

/** `PUT /api/settings/owner-key`. The metadata key, such as `owner` or `team.lead`; `null` for none. */
export const SaveOwnerKeyInput = z.strictObject({
  ownerKey: z.nullable(
    z
      .string("must be text, or null for none")
      .check(
        z.trim(),
        z.minLength(1, "must not be empty; null is none"),
        z.maxLength(MAX_OWNER_KEY_CHARACTERS, `must be at most ${MAX_OWNER_KEY_CHARACTERS} characters`),
        z.regex(/^\P{Cc}*$/u, "must be of one line"),
      ),
  ),
});
export type SaveOwnerKeyInput = z.infer<typeof SaveOwnerKeyInput>;

/** `PUT /api/settings/price`. US dollars a browser hour; `null` shows hours in place of money. */
export const SavePriceInput = z.strictObject({
  usdPerHour: z.nullable(
    z
      .number("must be a number of US dollars, or null for none")
      .check(
        z.positive("must be more than 0; null is none"),
        z.maximum(MAX_USD_PER_HOUR, `must be at most ${MAX_USD_PER_HOUR}`),
      ),
  ),
});
export type SavePriceInput = z.infer<typeof SavePriceInput>;

/** `PUT /api/settings/session-rules`. They count for sessions that are created from then on. */
export const SaveSessionRulesInput = z
  .strictObject({
    minTimeoutSeconds: z.nullable(timeoutSecondsSchema),
    maxTimeoutSeconds: z.nullable(timeoutSecondsSchema),
    keepAliveRoles: z.pipe(
      z.array(z.enum(ROLES, `must be of ${ROLES.join(", ")}`), "must be a list of roles"),
      z.transform((roles) => ROLES.filter((role) => roles.includes(role))),
    ),
    maxKeepAliveTimeoutSeconds: z.nullable(timeoutSecondsSchema),
  })
  .check(
    z.refine((rules) => isRoom(rules.minTimeoutSeconds, rules.maxTimeoutSeconds), {
      error: "must not be less than the shortest",
      path: ["maxTimeoutSeconds"],
    }),
    z.refine((rules) => isRoom(rules.minTimeoutSeconds, rules.maxKeepAliveTimeoutSeconds), {
      error: "must not be less than the shortest",
      path: ["maxKeepAliveTimeoutSeconds"],
    }),
  );
export type SaveSessionRulesInput = z.infer<typeof SaveSessionRulesInput>;

function isRoom(least: number | null, most: number | null): boolean {
  return least === null || most === null || least <= most;
}

/** `GET /api/settings`. */
export type Settings = OwnFacts & {
  sessionRules: SessionRules;
  /** `null` for ever. */
  auditRetentionDays: number | null;
  /** `null` when upstream could not be asked; `failure` then says why. */
  project: ProjectFacts | null;
  failure: UpstreamFailure | null;
  installation: Installation;
};

/** What this installation runs on. Holds no secret. */
export type Installation = {
  /** `apiKeyFile` is absolute, since people read it from elsewhere. */
  upstream: { kind: "engine" | "browserbase"; url: string; apiKeyFile?: string };
  database: { kind: "embedded" | "postgres"; folder?: string };
};
