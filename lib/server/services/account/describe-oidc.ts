import type { Backbone } from "@/lib/server/services/service-context";

type OidcDescription = { name: string; isUp: boolean; isOnlyWay: boolean };

/** What the sign-in page says of the provider, if there is one. */
export async function describeOidc({ oidc }: Pick<Backbone, "oidc">): Promise<OidcDescription | undefined> {
  return oidc && { name: oidc.name, isUp: await oidc.isUp(), isOnlyWay: oidc.isOnlyWay };
}
