import * as z from "zod/mini";
import type { ProjectFacts } from "@/lib/domain/project";
import type { UpstreamFailure } from "./snapshot";
import { timeoutSecondsSchema } from "./timeout";

/** `PUT /api/settings/default-timeout`. `null` hands the choice back to the project's own default. */
export const SaveDefaultTimeoutInput = z.strictObject({ seconds: z.nullable(timeoutSecondsSchema) });
export type SaveDefaultTimeoutInput = z.infer<typeof SaveDefaultTimeoutInput>;

/** `GET /api/settings`. */
export type Settings = {
  defaultTimeoutSeconds: number | null;
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
