import { AsyncLocalStorage } from "node:async_hooks";
import { betterAuth } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { genericOAuth } from "better-auth/plugins";
import { cookieOptions } from "@/lib/server/auth/cookie-options";
import type { AuthOptions } from "@/lib/server/auth/create-auth";
import { credential, person, signIn, verification } from "@/lib/server/db/schema";
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
export function createOidcAuth(
  { database, secret, origin, port, onLog }: AuthOptions,
  { env, discovery }: { env: OidcEnv; discovery: Discovery },
) {
  const source = { userinfoUrl: discovery.userinfoUrl, roleClaim: env.roleClaim };
  return betterAuth({
    appName: "Keepwatch",
    baseURL: origin,
    basePath: "/api/auth",
    secret,
    database: drizzleAdapter(database.db, {
      provider: "pg",
      schema: { user: person, session: signIn, account: credential, verification },
    }),
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
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { level: "warn", log: onLog },
    advanced: cookieOptions({ origin, port }),
  });
}

export type OidcAuth = ReturnType<typeof createOidcAuth>;
