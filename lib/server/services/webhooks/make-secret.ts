import { randomBytes } from "node:crypto";

/** What Standard Webhooks signs with: 256 random bits. */
export function makeWebhookSecret(): string {
  return `whsec_${randomBytes(32).toString("base64")}`;
}
