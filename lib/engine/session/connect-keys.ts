import { SignedKeys } from "./signed-keys";

const NEVER = "";

/** What a key opens, and until when: infinity for as long as the session lives. */
type ConnectGrant = { sessionId: string; expiresAt: number };

/**
 * Signing keys. Every retrieve hands out another one and all of them hold while the session lives, as Browserbase documents
 * ("reconnect using the same connect URL"); those of live URLs may expire before. A key from before a restart still earns
 * the true answer: that its session has ended.
 */
export class ConnectKeys {
  readonly #keys: SignedKeys;

  constructor(apiKey: string) {
    this.#keys = new SignedKeys(apiKey, "connect keys");
  }

  issue(sessionId: string, expiresAt?: number): string {
    return this.#keys.issue(sessionId, expiresAt === undefined ? NEVER : String(expiresAt));
  }

  /** The session a key opens, and until when; undefined for a key that was never issued, or has expired. */
  verify(key: string, now: number): ConnectGrant | undefined {
    const [sessionId, expiry = NEVER] = this.#keys.read(key) ?? [];
    const expiresAt = expiry === NEVER ? Number.POSITIVE_INFINITY : Number(expiry);
    return sessionId === undefined || now >= expiresAt ? undefined : { sessionId, expiresAt };
  }
}
