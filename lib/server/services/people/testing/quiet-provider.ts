import { pino } from "pino";
import { OidcProvider } from "@/lib/server/auth/oidc/oidc-provider";
import type { DatabaseConnection } from "@/lib/server/db/database";

/** A provider that nobody asks anything of. */
export function quietProvider(database: DatabaseConnection, { isOnlyWay }: { isOnlyWay: boolean }): OidcProvider {
  return new OidcProvider({
    env: {
      issuer: "https://id.x.test",
      clientId: "keepwatch",
      clientSecret: "secret",
      scopes: ["openid"],
      name: "Team sign-on",
      roleClaim: "keepwatch_role",
      roleRules: [],
      isOnlyWay,
    },
    auth: { database, secret: "unused", origin: "http://127.0.0.1:3000", port: 3000, onLog: () => undefined },
    log: pino({ level: "silent" }),
    now: Date.now,
  });
}
