import { AppError } from "@/lib/server/errors";

/** How passwords are hashed. Slow by design: some 100 ms and 32 MB each. */
export type Passwords = {
  hash(password: string): Promise<string>;
  verify(proof: { hash: string; password: string }): Promise<boolean>;
};

/** One fewer than libuv has threads, for what reads files and looks up hosts waits for the same ones. */
const AT_ONCE = 3;
/** Two to four seconds of work: nobody waits longer for a page. */
const MAX_WAITING = 24;
const RETRY_AFTER_SECONDS = 3;

/**
 * Hashing of which a flood of sign-ins takes its share of the machine and no more.
 * @throws AppError `rate_limited` when too many wait already
 */
export function boundHashing(passwords: Passwords): Passwords {
  const waiting: (() => void)[] = [];
  let running = 0;

  async function inTurn<Result>(act: () => Promise<Result>): Promise<Result> {
    if (running < AT_ONCE) running += 1;
    else if (waiting.length < MAX_WAITING) await new Promise<void>((resolve) => waiting.push(resolve));
    else throw tooBusy();
    try {
      return await act();
    } finally {
      // Whoever is next takes over the place.
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  }

  return {
    hash: (password) => inTurn(() => passwords.hash(password)),
    verify: (proof) => inTurn(() => passwords.verify(proof)),
  };
}

function tooBusy(): AppError {
  const message = `Too many people sign in at this moment: wait ${RETRY_AFTER_SECONDS} s, then try again.`;
  return new AppError("rate_limited", message, { retryAfterSeconds: RETRY_AFTER_SECONDS });
}
