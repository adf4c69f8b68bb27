import { createHash, randomBytes } from "node:crypto";

/** A secret for one link: 256 random bits, of which only the hash is kept. */
export function makeOneTimeToken(): { token: string; hash: string } {
  const token = randomBytes(32).toString("base64url");
  return { token, hash: hashOneTimeToken(token) };
}

/** No salt: nobody guesses 256 random bits, and the hash is how the row is found. */
export function hashOneTimeToken(token: string): string {
  return createHash("sha256").update(token).digest("base64url");
}
