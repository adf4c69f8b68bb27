import * as z from "zod/mini";
import { MAX_PROTECTION_MS, type Protection } from "@/lib/domain/protection";
import { SessionIdInput } from "./sessions";

const MAX_SECONDS = MAX_PROTECTION_MS / 1000;
const untilSchema = z
  .number("must be an instant in epoch milliseconds")
  .check(z.int("must be an instant in epoch milliseconds"));

/** A protection as pages are told of it. */
export const protectionSchema: z.ZodMiniType<Protection> = z.strictObject(
  { until: untilSchema, reason: z.string("must be text"), by: z.string("must be text") },
  "must be an object",
);

/** `PUT /api/sessions/[id]/protection`: until an instant on upstream's clock, or for so long from now on. */
export const ProtectInput = z
  .strictObject({
    ...SessionIdInput.shape,
    until: z.optional(untilSchema),
    forSeconds: z.optional(
      z
        .number("must be a number of seconds")
        .check(
          z.int("must be a whole number of seconds"),
          z.minimum(60, "must be at least 60 seconds"),
          z.maximum(MAX_SECONDS, `must be at most ${MAX_SECONDS} seconds`),
        ),
    ),
    reason: z
      .string("must be text")
      .check(z.trim(), z.minLength(1, "must say why"), z.maxLength(500, "must be at most 500 characters")),
  })
  .check(
    z.refine(({ until, forSeconds }) => (until === undefined) !== (forSeconds === undefined), {
      error: "must be given, or until, and not both",
      path: ["forSeconds"],
    }),
  );
export type ProtectInput = z.infer<typeof ProtectInput>;

export type ProtectResult = { protection: Protection };
