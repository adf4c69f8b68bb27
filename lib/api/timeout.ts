import * as z from "zod/mini";
import { MAX_TIMEOUT_SECONDS, MIN_TIMEOUT_SECONDS } from "@/lib/domain/timeout";

export const timeoutSecondsSchema = z
  .number("must be a number of seconds")
  .check(
    z.int("must be a whole number of seconds"),
    z.minimum(MIN_TIMEOUT_SECONDS, `must be at least ${MIN_TIMEOUT_SECONDS} seconds`),
    z.maximum(MAX_TIMEOUT_SECONDS, `must be at most ${MAX_TIMEOUT_SECONDS} seconds (6 hours)`),
  );
