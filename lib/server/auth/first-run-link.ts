import { hashOneTimeToken, makeOneTimeToken } from "./one-time-token";

const LINK_MS = 60 * 60_000;
/** For filling in a form. */
const CLAIM_MS = 60 * 60_000;

type State =
  | { step: "offered"; hash: string; expiresAt: number }
  | { step: "claimed"; hash: string; expiresAt: number }
  | { step: "closed" };

/**
 * The link that `npm start` prints while nobody has an account. Opening it claims the set-up for that one browser, by a
 * secret of the browser's own; from then on the link is worth nothing. It lives in memory: the next start prints another.
 */
export class FirstRunLink {
  readonly #now: () => number;
  #state: State = { step: "closed" };

  constructor(now: () => number) {
    this.#now = now;
  }

  get isOpen(): boolean {
    return this.#state.step !== "closed";
  }

  /** Gives the link's token. */
  offer(): string {
    const { token, hash } = makeOneTimeToken();
    this.#state = { step: "offered", hash, expiresAt: this.#now() + LINK_MS };
    return token;
  }

  /** Gives the claiming browser its secret; `undefined` when the link is wrong, used or too old. */
  claim(token: string): string | undefined {
    if (!this.#holds("offered", token)) return undefined;
    const claim = makeOneTimeToken();
    this.#state = { step: "claimed", hash: claim.hash, expiresAt: this.#now() + CLAIM_MS };
    return claim.token;
  }

  isClaimedBy(secret: string | undefined): boolean {
    return secret !== undefined && this.#holds("claimed", secret);
  }

  close(): void {
    this.#state = { step: "closed" };
  }

  #holds(step: "offered" | "claimed", token: string): boolean {
    const state = this.#state;
    return state.step === step && state.hash === hashOneTimeToken(token) && this.#now() < state.expiresAt;
  }
}
