// zod/mini, since these schemas also run in the browser, where full zod costs twenty times as much.
import * as z from "zod/mini";
import { isMetadataWithinLimit, MAX_METADATA_CHARACTERS } from "@/lib/domain/metadata";
import { REGIONS, type Session } from "@/lib/domain/session";
import { timeoutSecondsSchema } from "./timeout";

const viewportSide = z
  .number("must be a number of pixels")
  .check(
    z.int("must be a whole number of pixels"),
    z.minimum(100, "must be at least 100"),
    z.maximum(7680, "must be at most 7680"),
  );

/** `POST /api/sessions`. What is left out follows Keepwatch's default, then the project's. */
export const CreateSessionInput = z.strictObject({
  keepAlive: z._default(z.boolean("must be true or false"), false),
  timeoutSeconds: z.optional(timeoutSecondsSchema),
  region: z.optional(z.enum(REGIONS, `must be one of ${REGIONS.join(", ")}`)),
  viewport: z.optional(
    z.strictObject({ width: viewportSide, height: viewportSide }, "must be an object with width and height"),
  ),
  userMetadata: z.optional(
    z
      .record(z.string(), z.unknown(), "must be an object")
      .check(
        z.refine(
          isMetadataWithinLimit,
          `must be at most ${MAX_METADATA_CHARACTERS} characters as JSON, Browserbase's limit`,
        ),
      ),
  ),
});
export type CreateSessionInput = z.infer<typeof CreateSessionInput>;

/** The `[id]` of a session's routes. */
export const SessionIdInput = z.strictObject({
  id: z.string().check(z.regex(/^[\w-]{1,64}$/, "must be a session id")),
});
export type SessionIdInput = z.infer<typeof SessionIdInput>;

export type CreateSessionResult = { session: Session };

/** A bearer link with full control of the browser: answered only to who asks, never cached. */
export type ConnectUrlResult = { connectUrl: string };

/** As `ConnectUrlResult`. */
export type LiveViewResult = { url: string };

/** Whether there is still something to watch. */
export type WatchingResult = { isLive: boolean };
