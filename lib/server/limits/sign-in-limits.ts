import { createHash } from "node:crypto";
import { formatDuration } from "@/lib/domain/duration";
import { AppError } from "@/lib/server/errors";
import { addressBlock } from "./address-block";
import { createBoundedLimiter } from "./bounded-limiter";

export type SignIn = { email: string; address: string };

export type SignInAttempt = {
  /** Takes back that the attempt counts as failed. */
  succeeded(): Promise<void>;
  /** … or that it counts at all: no password was looked at. */
  withdraw(): Promise<void>;
};

const QUARTER_SECONDS = 15 * 60;
const HOUR_SECONDS = 3600;

/** Somebody who tries to remember. */
const FAILURES_PER_ACCOUNT_AND_ADDRESS = 5;
/** An office that comes back from its holidays; and nobody who tries one password on every account. */
const FAILURES_PER_ADDRESS = 30;
/** Many addresses that guess at one account get 1,200 guesses a day. */
const FAILURES_PER_ACCOUNT = 50;
/**
 * Accounts are counted in so many places for good, some 20 MB when all are taken. Who makes up addresses until the count
 * of the one that they are after is forgotten would not be held by it; who shares a place waits for the other's attack.
 */
const ACCOUNT_PLACES = 2 ** 16;
/** Remembered places of sign-in; the oldest go first. */
const MAX_KNOWN = 10_000;

/**
 * Wrong passwords are limited three times: for one account from one address, for one address, and for one account.
 * The last two could shut out a person who did nothing, when somebody else guesses at their account or sits behind the
 * same address. So they do not hold where this very account has signed in from before: there only the first one does.
 * What remains to an attacker is to keep a person from signing in at a new place, or at a place that the two share, for
 * as long as the attack lasts; whoever is signed in stays so. An account that does not exist is counted like any other.
 *
 * An attempt is counted before the password is looked at, so that guesses sent side by side count as well, and the
 * count is taken back when the password was right.
 */
export function createSignInLimits(): (signIn: SignIn) => Promise<SignInAttempt> {
  const ofPair = createBoundedLimiter({ points: FAILURES_PER_ACCOUNT_AND_ADDRESS, windowSeconds: QUARTER_SECONDS });
  const ofAddress = createBoundedLimiter({ points: FAILURES_PER_ADDRESS, windowSeconds: QUARTER_SECONDS });
  const ofAccount = createBoundedLimiter({
    points: FAILURES_PER_ACCOUNT,
    windowSeconds: HOUR_SECONDS,
    maxKeys: ACCOUNT_PLACES,
  });
  const known = new Set<string>();

  return async ({ email, address }) => {
    const account = email.trim().toLowerCase();
    const block = addressBlock(address);
    const pair = `${block} ${account}`;
    const limits = [{ limiter: ofPair, key: pair }];
    if (!known.has(pair))
      limits.push({ limiter: ofAddress, key: block }, { limiter: ofAccount, key: placeOf(account) });

    const taken: typeof limits = [];
    const withdraw = async () => {
      await Promise.all(taken.map(({ limiter, key }) => limiter.refund(key)));
    };
    for (const limit of limits) {
      const retryAfterSeconds = await limit.limiter.take(limit.key);
      if (retryAfterSeconds !== undefined) {
        // No password is looked at, so the other limits have nothing to count.
        await withdraw();
        throw tooManyFailures(retryAfterSeconds);
      }
      taken.push(limit);
    }

    return {
      withdraw,
      async succeeded() {
        await withdraw();
        await ofPair.forget(pair);
        remember(known, pair);
      },
    };
  };
}

function placeOf(account: string): string {
  return String(createHash("sha256").update(account).digest().readUInt32BE() % ACCOUNT_PLACES);
}

function remember(known: Set<string>, pair: string): void {
  known.delete(pair);
  known.add(pair);
  const [oldest = pair] = known;
  if (known.size > MAX_KNOWN) known.delete(oldest);
}

function tooManyFailures(retryAfterSeconds: number): AppError {
  const message = `Too many attempts to sign in: wait ${formatDuration(retryAfterSeconds)}, then try again.`;
  return new AppError("rate_limited", message, { retryAfterSeconds });
}
