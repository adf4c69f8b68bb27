import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";

/**
 * Keys that say what they open: `<claim>.….<nonce>.<mac>`. The secret comes from the API key and the purpose, so nothing is
 * stored, a key of one purpose is worth nothing for another, and one from before a restart is still known as ours.
 */
export class SignedKeys {
  readonly #secret: Buffer;

  constructor(apiKey: string, purpose: string) {
    this.#secret = createHmac("sha256", apiKey).update(purpose).digest();
  }

  /** Claims hold no dot. */
  issue(...claims: readonly string[]): string {
    const claim = [...claims, randomBytes(12).toString("base64url")].join(".");
    return `${claim}.${this.#sign(claim).toString("base64url")}`;
  }

  /** The claims of a key, or undefined for one that was never issued. */
  read(key: string): string[] | undefined {
    const end = key.lastIndexOf(".");
    const claim = key.slice(0, Math.max(end, 0));
    const expected = this.#sign(claim);
    const given = Buffer.from(key.slice(end + 1), "base64url");
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
    return claim.split(".").slice(0, -1);
  }

  #sign(claim: string): Buffer {
    return createHmac("sha256", this.#secret).update(claim).digest();
  }
}
