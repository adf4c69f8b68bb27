import { formatDuration } from "@/lib/domain/duration";
import { AppError } from "@/lib/server/errors";
import { addressBlock } from "./address-block";
import { createBoundedLimiter } from "./bounded-limiter";

export type OidcStep = {
  /** Takes back what the sign-in that ends here has cost. */
  succeeded(): Promise<void>;
};

const QUARTER_SECONDS = 15 * 60;
/** Leaving for the provider, and coming back. */
const STEPS = 2;
/** As many as of wrong passwords. */
const FAILURES_PER_ADDRESS = 30;

/** Each step asks the provider something or writes something down, and nobody is signed in yet who could be held to it. */
export function createOidcLimits(): (address: string) => Promise<OidcStep> {
  const ofAddress = createBoundedLimiter({ points: FAILURES_PER_ADDRESS * STEPS, windowSeconds: QUARTER_SECONDS });

  return async (address) => {
    const block = addressBlock(address);
    const retryAfterSeconds = await ofAddress.take(block);
    if (retryAfterSeconds !== undefined) throw tooManySteps(retryAfterSeconds);
    return {
      async succeeded() {
        for (let step = 0; step < STEPS; step++) await ofAddress.refund(block);
      },
    };
  };
}

function tooManySteps(retryAfterSeconds: number): AppError {
  const message = `Too many attempts to sign in: wait ${formatDuration(retryAfterSeconds)}, then try again.`;
  return new AppError("rate_limited", message, { retryAfterSeconds });
}
