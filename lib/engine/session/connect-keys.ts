import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";

/**
 * Signing keys: `<session id>.<nonce>.<mac>`. Every retrieve hands out another one and all of them hold while the session
 * lives, as Browserbase documents ("reconnect using the same connect URL"). The secret comes from the API key, so nothing
 * is stored, and a key from before a restart still earns the true answer: that its session has ended.
 */
export class ConnectKeys {
  readonly #secret: Buffer;

  constructor(apiKey: string) {
    this.#secret = createHmac("sha256", apiKey).update("connect keys").digest();
  }

  issue(sessionId: string): string {
    const claim = `${sessionId}.${randomBytes(12).toString("base64url")}`;
    return `${claim}.${this.#sign(claim).toString("base64url")}`;
  }

  /** The session a key opens, or undefined for a key that was never issued. */
  verify(key: string): string | undefined {
    const [sessionId = "", nonce = "", mac = ""] = key.split(".");
    const expected = this.#sign(`${sessionId}.${nonce}`);
    const given = Buffer.from(mac, "base64url");
    return given.length === expected.length && timingSafeEqual(given, expected) ? sessionId : undefined;
  }

  #sign(claim: string): Buffer {
    return createHmac("sha256", this.#secret).update(claim).digest();
  }
}
