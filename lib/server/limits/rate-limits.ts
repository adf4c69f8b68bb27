import { AppError } from "@/lib/server/errors";
import { addressBlock } from "./address-block";
import { type BoundedLimiter, createBoundedLimiter } from "./bounded-limiter";
import { createOidcLimits, type OidcStep } from "./oidc-limits";
import { createSignInLimits, type SignIn, type SignInAttempt } from "./sign-in-limits";

type RequestKind = "read" | "change";

export type RateLimits = {
  /** For requests of nobody in particular, and before anybody is looked up: what one address may ask. */
  takeForAddress(address: string, kind: RequestKind): Promise<void>;
  takeForPerson(personId: string, kind: RequestKind): Promise<void>;
  /** Before a password is looked at. The attempt counts as failed until it is said to have succeeded. */
  takeSignIn(signIn: SignIn): Promise<SignInAttempt>;
  /** Before the OpenID provider is asked anything. It counts until the whole sign-in is said to have succeeded. */
  takeOidcStep(address: string): Promise<OidcStep>;
};

/** A person's page reads every two seconds and more when it is used; nobody changes things that fast for long. */
const READS_PER_CHANGE = 5;
/** An office behind one address. */
const PEOPLE_PER_ADDRESS = 5;
const MINUTE_SECONDS = 60;

/**
 * How often one may ask, in the memory of this process: several instances each count their own. What is refused does
 * not count any longer than the minute in which it was asked.
 */
export function createRateLimits({ requestsPerMinute }: { requestsPerMinute: number }): RateLimits {
  const ofPerson = limitersFor(requestsPerMinute);
  const ofAddress = limitersFor(requestsPerMinute * PEOPLE_PER_ADDRESS);
  return {
    takeForAddress: (address, kind) => take(ofAddress[kind], addressBlock(address)),
    takeForPerson: (personId, kind) => take(ofPerson[kind], personId),
    takeSignIn: createSignInLimits(),
    takeOidcStep: createOidcLimits(),
  };
}

function limitersFor(readsPerMinute: number): Record<RequestKind, BoundedLimiter> {
  return {
    read: createBoundedLimiter({ points: readsPerMinute, windowSeconds: MINUTE_SECONDS }),
    change: createBoundedLimiter({
      points: Math.ceil(readsPerMinute / READS_PER_CHANGE),
      windowSeconds: MINUTE_SECONDS,
    }),
  };
}

async function take(limiter: BoundedLimiter, key: string): Promise<void> {
  const retryAfterSeconds = await limiter.take(key);
  if (retryAfterSeconds === undefined) return;
  throw new AppError("rate_limited", `Too many requests: wait ${retryAfterSeconds} s, then try again.`, {
    retryAfterSeconds,
  });
}
