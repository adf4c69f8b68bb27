import * as z from "zod/mini";
import { MAX_RETENTION_DAYS, MIN_RETENTION_DAYS } from "@/lib/domain/audit";
import type { ProjectFacts } from "@/lib/domain/project";
import type { UpstreamFailure } from "./snapshot";
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

/** `GET /api/settings`. */
export type Settings = {
  defaultTimeoutSeconds: number | null;
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
