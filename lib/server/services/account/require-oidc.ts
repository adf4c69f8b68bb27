import type { OidcProvider } from "@/lib/server/auth/oidc/oidc-provider";
import { AppError } from "@/lib/server/errors";
import type { Backbone } from "@/lib/server/services/service-context";

export function requireOidc({ oidc }: Pick<Backbone, "oidc">): OidcProvider {
  if (oidc) return oidc;
  throw new AppError("not_found", "This console has no OpenID provider: sign in by password.");
}
