import { expect, test } from "@playwright/test";
import { pino } from "pino";
import { freePort } from "@/e2e/free-port";
import type { OidcEnv } from "@/lib/server/oidc-env";
import { fakeRuntime } from "@/lib/server/testing/fake-runtime";
import { startOpenidProvider } from "@/lib/testing/openid-provider";
import { OidcProvider } from "./oidc-provider";

const ORIGIN = "http://127.0.0.1:3000";

test("an address gives a role only when the provider vouches for it", () => {
  const provider = create({ roleClaim: "email", roleRules: [{ value: "ada@team.test", role: "admin" }] });
  const claims = { iss: "https://id.example.com", sub: "ada", email: "ada@team.test" };
  expect(provider.roleOf({ ...claims, email_verified: true })).toBe("admin");
  expect(provider.roleOf({ ...claims, email_verified: "true" })).toBe("admin");
  expect(provider.roleOf({ ...claims, email_verified: false })).toBeUndefined();
  expect(provider.roleOf(claims)).toBeUndefined();
});

test("a provider that calls itself otherwise than it is configured is not taken for that one", async () => {
  const real = await startOpenidProvider({ port: await freePort(), redirectUri: `${ORIGIN}/api/auth/callback/oidc` });
  expect(await create({ issuer: real.issuer }).isUp()).toBe(true);
  expect(await create({ issuer: `${real.issuer}/` }).isUp()).toBe(true);
  expect(await create({ issuer: real.issuer.replace("localhost", "127.0.0.1") }).isUp()).toBe(false);
  await real.stop();
  expect(await create({ issuer: real.issuer }).isUp()).toBe(false);
});

function create(env: Partial<OidcEnv>): OidcProvider {
  return new OidcProvider({
    env: {
      issuer: "https://id.example.com",
      clientId: "keepwatch",
      clientSecret: "hush",
      scopes: ["openid"],
      name: "Test provider",
      roleClaim: "keepwatch_role",
      roleRules: [],
      isOnlyWay: false,
      ...env,
    },
    auth: {
      database: fakeRuntime().database,
      secret: "x".repeat(43),
      origin: ORIGIN,
      port: 3000,
      onLog: () => undefined,
    },
    log: pino({ level: "silent" }),
    now: () => performance.now(),
  });
}
