import { AppError } from "@/lib/server/errors";
import type { Backbone } from "@/lib/server/services/service-context";

/** Links are for choosing a password, which is worth nothing where the provider is the only way in. */
export function requirePasswordSignIn({ oidc }: Pick<Backbone, "oidc">): void {
  if (!oidc?.isOnlyWay) return;
  throw new AppError("conflict", `Passwords do not count here: people come in by ${oidc.name}, and need no link.`);
}
