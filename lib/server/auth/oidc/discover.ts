import * as z from "zod/mini";

/** What a provider says about itself, as far as better-auth leaves it to us. */
export type Discovery = { issuer: string; userinfoUrl?: string; authentication: "basic" | "post" };

const Document = z.object({
  issuer: z.string(),
  userinfo_endpoint: z.optional(z.url()),
  token_endpoint_auth_methods_supported: z.optional(z.array(z.string())),
});

const TIMEOUT_MS = 4_000;

export function discoveryUrl(issuer: string): string {
  return `${withoutSlash(issuer)}/.well-known/openid-configuration`;
}

/** @throws when the provider does not answer, or is not the one that was asked for */
export async function discover(issuer: string): Promise<Discovery> {
  const response = await fetch(discoveryUrl(issuer), { signal: AbortSignal.timeout(TIMEOUT_MS), redirect: "error" });
  if (!response.ok) throw new Error(`the OpenID provider's configuration was answered ${response.status}`);
  const document = z.parse(Document, await response.json());
  // Otherwise one provider's accounts could be taken for another's.
  if (withoutSlash(document.issuer) !== withoutSlash(issuer)) {
    throw new Error(`KEEPWATCH_OIDC_ISSUER is ${issuer}, and the provider there calls itself ${document.issuer}`);
  }
  // The standard's default, when the document does not say.
  const methods = document.token_endpoint_auth_methods_supported ?? ["client_secret_basic"];
  return {
    issuer: document.issuer,
    userinfoUrl: document.userinfo_endpoint,
    authentication: methods.includes("client_secret_basic") ? "basic" : "post",
  };
}

function withoutSlash(url: string): string {
  return url.replace(/\/$/, "");
}
