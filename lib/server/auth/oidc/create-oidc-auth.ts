import { AsyncLocalStorage } from "node:async_hooks";
import { betterAuth } from "better-auth";
import { genericOAuth } from "better-auth/plugins";
import { type AuthOptions, commonOptions } from "@/lib/server/auth/common-options";
import type { OidcEnv } from "@/lib/server/oidc-env";
import { type Discovery, discoveryUrl } from "./discover";
import { type Claims, readClaims } from "./read-claims";

/** The last part of the path that providers send people back to: `/api/auth/callback/oidc`. */
export const OIDC_CALLBACK_ID = "oidc";

/** Takes up the claims that better-auth has verified for the callback that runs in it. */
export const verifiedClaims = new AsyncLocalStorage<{ claims?: Claims }>();

/**
 * better-auth for the exchange with the provider alone: state, PKCE, nonce, code and ID token. It is handed no address,
 * and so ends every callback before it would write anybody down or sign them in; our services do that, in one
 * transaction with its entry in the audit log and after the network has done its part.
 */
export function createOidcAuth(options: AuthOptions, { env, discovery }: { env: OidcEnv; discovery: Discovery }) {
  const source = { userinfoUrl: discovery.userinfoUrl, roleClaim: env.roleClaim };
  return betterAuth({
    ...commonOptions(options),
    plugins: [
      genericOAuth({
        config: [
          {
            providerId: OIDC_CALLBACK_ID,
            discoveryUrl: discoveryUrl(env.issuer),
            clientId: env.clientId,
            clientSecret: env.clientSecret,
            authentication: discovery.authentication,
            scopes: env.scopes,
            pkce: true,
            requireIdTokenVerification: true,
            async getUserInfo(tokens) {
              const claims = await readClaims(tokens, source);
              const taken = verifiedClaims.getStore();
              if (claims && taken) taken.claims = claims;
              return claims && { sub: claims.sub, emailVerified: false };
            },
          },
        ],
      }),
    ],
  });
}

export type OidcAuth = ReturnType<typeof createOidcAuth>;
