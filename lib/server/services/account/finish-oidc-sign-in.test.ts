import { randomUUID } from "node:crypto";
import { type APIRequestContext, test as base, expect, request } from "@playwright/test";
import { eq } from "drizzle-orm";
import { pino } from "pino";
import { freePort } from "@/e2e/free-port";
import type { OidcAnswerInput } from "@/lib/api/oidc-sign-in";
import type { Role } from "@/lib/domain/permissions";
import { OWN_ROLE_NAMES } from "@/lib/domain/role-from-claims";
import type { AuthOptions } from "@/lib/server/auth/common-options";
import { createAuth } from "@/lib/server/auth/create-auth";
import { identify } from "@/lib/server/auth/identify";
import { OidcProvider } from "@/lib/server/auth/oidc/oidc-provider";
import type { DatabaseConnection } from "@/lib/server/db/database";
import { auditEntry, credential, invitation, person, verification } from "@/lib/server/db/schema";
import { embeddedTest } from "@/lib/server/db/testing/database-tests";
import { addPerson, hashPassword } from "@/lib/server/services/people/add-person";
import type { RequestContext } from "@/lib/server/services/service-context";
import { fakeRuntime } from "@/lib/server/testing/fake-runtime";
import { type AccountClaims, type OpenidProvider, startOpenidProvider } from "@/lib/testing/openid-provider";
import { beginOidcSignIn } from "./begin-oidc-sign-in";
import { finishOidcSignIn } from "./finish-oidc-sign-in";
import { signIn } from "./sign-in";

const PASSWORD = "correct horse battery";
const ORIGIN = "http://127.0.0.1:3000";

type Backbone = Omit<
  RequestContext,
  "actor" | "address" | "requestId" | "requestHeaders" | "signal" | "hangUp" | "replyHeaders"
>;
type Fixtures = { world: { backbone: Backbone; provider: OpenidProvider; database: DatabaseConnection } };

// One provider, and one database, for all of a kind.
base.describe.configure({ mode: "default" });

for (const hasClaimsInIdToken of [false, true]) {
  const place = hasClaimsInIdToken ? "the ID token" : "userinfo";
  const test = embeddedTest.extend<object, Fixtures>({
    world: [
      async ({ embeddedDatabase: database }, use) => {
        const redirectUri = `${ORIGIN}/api/auth/callback/oidc`;
        const provider = await startOpenidProvider({ port: await freePort(), redirectUri, hasClaimsInIdToken });
        const backbone = await createBackbone(database, provider);
        await use({ backbone, provider, database });
        await provider.stop();
      },
      { scope: "worker", timeout: 120_000 },
    ],
  });

  test(`claims in ${place}: the first sign-in makes a person of the role that is claimed`, async ({ world }) => {
    const { sub, email } = newAccount(world, { keepwatch_role: ["viewer", "operator"] });
    const { location, headers } = await comeBy(world, sub, "/settings");
    expect(location).toBe("/settings");
    expect(await identify(world.backbone.auth, headers)).toMatchObject({ email, role: "operator" });
    expect(await entriesOf(world, email)).toEqual([
      {
        action: "person.join-by-openid",
        actorName: "Keepwatch",
        outcome: "done",
        before: null,
        after: { role: "operator" },
      },
      { action: "account.sign-in", actorName: email, outcome: "done", before: null, after: { by: "openid" } },
    ]);
  });

  test(`claims in ${place}: a role that changed counts from the next sign-in on, for older ones too`, async ({
    world,
  }) => {
    const { sub, email } = newAccount(world, { keepwatch_role: "operator" });
    const { headers: older } = await comeBy(world, sub);
    world.provider.accounts.set(sub, { email, keepwatch_role: "viewer" });
    await comeBy(world, sub);
    expect(await identify(world.backbone.auth, older)).toMatchObject({ email, role: "viewer" });
    expect(await entriesOf(world, email)).toContainEqual({
      action: "person.change-role",
      actorName: "Keepwatch",
      outcome: "done",
      before: { role: "operator" },
      after: { role: "viewer" },
    });
  });

  test(`claims in ${place}: whoever lost every role does not come in, and is signed out everywhere`, async ({
    world,
  }) => {
    const { sub, email } = newAccount(world, { keepwatch_role: "admin" });
    const { headers: older } = await comeBy(world, sub);
    world.provider.accounts.set(sub, { email, keepwatch_role: [] });
    const { location, headers } = await comeBy(world, sub);
    expect(location).toBe("/sign-in?error=no-role&to=%2F");
    expect(await identify(world.backbone.auth, headers)).toBeUndefined();
    expect(await identify(world.backbone.auth, older)).toBeUndefined();
    expect(await entriesOf(world, email)).toContainEqual(refused(email));
  });

  test(`claims in ${place}: a stranger without a role leaves nothing but an entry`, async ({ world }) => {
    const { sub, email } = newAccount(world, {});
    expect((await comeBy(world, sub)).location).toBe("/sign-in?error=no-role&to=%2F");
    expect(await peopleNamed(world, email)).toEqual([]);
    expect(await entriesOf(world, email)).toEqual([refused(email)]);
  });

  test(`claims in ${place}: an address that is not verified opens nobody's account`, async ({ world }) => {
    const { sub, email } = newAccount(world, { email_verified: false, keepwatch_role: "admin" });
    await addWithPassword(world, email, "viewer");
    const { location, headers } = await comeBy(world, sub);
    expect(location).toBe("/sign-in?error=unverified-email&to=%2F");
    expect(await identify(world.backbone.auth, headers)).toBeUndefined();
    expect(await peopleNamed(world, email)).toMatchObject([{ role: "viewer", ways: ["credential"] }]);
    expect(await passwordStatus(world, email)).toBe("signed in");
  });

  test(`claims in ${place}: an address that says nothing of being verified is not`, async ({ world }) => {
    const { sub, email } = newAccount(world, { email_verified: undefined, keepwatch_role: "admin" });
    await addWithPassword(world, email, "viewer");
    expect((await comeBy(world, sub)).location).toBe("/sign-in?error=unverified-email&to=%2F");
  });

  test(`claims in ${place}: an address that the provider says is not verified makes nobody`, async ({ world }) => {
    const { sub, email } = newAccount(world, { email_verified: false, keepwatch_role: "admin" });
    expect((await comeBy(world, sub)).location).toBe("/sign-in?error=unverified-email&to=%2F");
    expect(await peopleNamed(world, email)).toEqual([]);
    expect(await entriesOf(world, email)).toEqual([refused(email)]);
  });

  test(`claims in ${place}: an admin who lost the role lost the links that they made`, async ({ world }) => {
    for (const keepwatch_role of ["viewer", []]) {
      const { sub, email } = newAccount(world, { keepwatch_role: "admin" });
      await comeBy(world, sub);
      await invitedBy(world, email);
      world.provider.accounts.set(sub, { email, keepwatch_role });
      await comeBy(world, sub);
      expect(await world.database.db.$count(invitation, eq(invitation.invitedBy, email))).toBe(0);
      const after = (await entriesOf(world, email)).map((entry) => entry.after);
      expect(after).toContainEqual(expect.objectContaining({ endedLinks: 1 }));
    }
  });

  test(`claims in ${place}: answers that nobody asked for are not written down, and not taken for long`, async ({
    world,
  }) => {
    const entries = await world.database.db.$count(auditEntry);
    const address = "192.0.2.66";
    const answer = { state: "invented", error: "access_denied" };
    for (let count = 0; count < 60; count++) {
      expect((await finish(world, answer, new Headers(), address)).location).toBe("/sign-in?error=unknown&to=%2F");
    }
    const refusal = { code: "rate_limited", retryAfterSeconds: expect.any(Number) };
    await expect(finish(world, answer, new Headers(), address)).rejects.toMatchObject(refusal);
    await expect(begin(world, undefined, address)).rejects.toMatchObject(refusal);
    expect(await world.database.db.$count(auditEntry)).toBe(entries);
  });

  test(`claims in ${place}: a verified address is linked, and its password counts no more`, async ({ world }) => {
    const { sub, email } = newAccount(world, { email_verified: true, keepwatch_role: "operator" });
    await addWithPassword(world, email, "viewer");
    const { location, headers } = await comeBy(world, sub);
    expect(location).toBe("/");
    expect(await identify(world.backbone.auth, headers)).toMatchObject({ email, role: "operator" });
    expect(await peopleNamed(world, email)).toMatchObject([{ role: "operator", ways: ["credential", "openid"] }]);
    expect(await passwordStatus(world, email)).toBe("Passwords do not count here: sign in by Test provider.");
    const actions = (await entriesOf(world, email)).map(({ action, outcome }) => `${action} ${outcome}`);
    expect(actions).toEqual([
      "person.link-openid done",
      "person.change-role done",
      "account.sign-in done",
      "account.sign-in refused",
    ]);
  });

  test(`claims in ${place}: an address that the provider gave to somebody else opens nothing`, async ({ world }) => {
    const first = newAccount(world, { email_verified: true, keepwatch_role: "admin" });
    await comeBy(world, first.sub);
    const second = newAccount(world, { email: first.email, email_verified: true, keepwatch_role: "admin" });
    expect((await comeBy(world, second.sub)).location).toBe("/sign-in?error=other-account&to=%2F");
  });

  test(`claims in ${place}: an account that takes another's address stays who it is`, async ({ world }) => {
    const victim = newAccount(world, { email_verified: true, keepwatch_role: "admin" });
    const attacker = newAccount(world, { email_verified: true, keepwatch_role: "viewer" });
    await comeBy(world, victim.sub);
    await comeBy(world, attacker.sub);
    world.provider.accounts.set(attacker.sub, { email: victim.email, email_verified: true, keepwatch_role: "viewer" });
    const { headers } = await comeBy(world, attacker.sub);
    expect(await identify(world.backbone.auth, headers)).toMatchObject({ email: attacker.email, role: "viewer" });
    expect(await peopleNamed(world, victim.email)).toMatchObject([{ role: "admin" }]);
  });

  test(`claims in ${place}: whoever is deactivated is refused, with a role or without`, async ({ world }) => {
    const { sub, email } = newAccount(world, { email_verified: true, keepwatch_role: "admin" });
    await comeBy(world, sub);
    await world.database.db.update(person).set({ deactivatedAt: new Date() }).where(eq(person.email, email));
    const { location, headers } = await comeBy(world, sub);
    expect(location).toBe("/sign-in?error=deactivated&to=%2F");
    expect(await identify(world.backbone.auth, headers)).toBeUndefined();
    expect(await entriesOf(world, email)).toContainEqual(refused(email));
  });

  test(`claims in ${place}: no token of the provider's is kept`, async ({ world }) => {
    const { sub } = newAccount(world, { keepwatch_role: "viewer" });
    await comeBy(world, sub);
    const rows = await world.database.db.select().from(credential).where(eq(credential.providerId, "openid"));
    expect(rows.map(({ accountId }) => accountId)).toContain(`${world.provider.issuer}#${sub}`);
    for (const { accessToken, refreshToken, idToken } of rows)
      expect([accessToken, refreshToken, idToken]).toEqual([null, null, null]);
    expect(await world.database.db.select().from(verification)).toEqual([]);
  });

  test(`claims in ${place}: the answer counts once, and in the browser that asked for it only`, async ({ world }) => {
    const { sub } = newAccount(world, { keepwatch_role: "admin" });
    const begun = await begin(world);
    const answer = await answerOf(begun.url, sub);
    const stranger = await begin(world);
    for (const headers of [new Headers(), stranger.headers]) {
      const stolen = await finish(world, answer, headers);
      expect(stolen.location).toBe("/sign-in?error=unknown&to=%2F");
      expect(await identify(world.backbone.auth, stolen.headers)).toBeUndefined();
    }
    const own = await finish(world, answer, begun.headers);
    expect(own.location).toBe("/");
    const again = await finish(world, answer, begun.headers);
    expect(again.location).toBe("/sign-in?error=unknown&to=%2F");
    expect(await identify(world.backbone.auth, again.headers)).toBeUndefined();
  });

  test(`claims in ${place}: a code that was used, invented, or given to another browser proves nobody`, async ({
    world,
  }) => {
    const { sub } = newAccount(world, { keepwatch_role: "admin" });
    const first = await begin(world);
    const used = await answerOf(first.url, sub);
    await finish(world, used, first.headers);
    const other = await answerOf((await begin(world)).url, sub);
    for (const code of [used.code, "invented", other.code]) {
      const begun = await begin(world);
      const { state } = await answerOf(begun.url, sub);
      const { location, headers } = await finish(world, { state, code }, begun.headers);
      expect(location).toBe("/sign-in?error=unconfirmed&to=%2F");
      expect(await identify(world.backbone.auth, headers)).toBeUndefined();
    }
  });

  test(`claims in ${place}: two first sign-ins at once make one person`, async ({ world }) => {
    const { sub, email } = newAccount(world, { keepwatch_role: "viewer" });
    const both = await Promise.all([comeBy(world, sub), comeBy(world, sub)]);
    expect(both.map(({ location }) => location)).toEqual(["/", "/"]);
    expect(await peopleNamed(world, email)).toMatchObject([{ ways: ["openid"] }]);
  });
}

base("a console without a provider knows no way by one", async () => {
  const ctx = visit(fakeRuntime(), new Headers());
  await expect(beginOidcSignIn(ctx, {})).rejects.toMatchObject({ code: "not_found" });
  await expect(finishOidcSignIn(ctx, { state: "x", code: "x" })).rejects.toMatchObject({ code: "not_found" });
});

type World = Fixtures["world"];

async function createBackbone(database: DatabaseConnection, provider: OpenidProvider): Promise<Backbone> {
  const runtime = fakeRuntime();
  const options: AuthOptions = {
    database,
    secret: "x".repeat(43),
    origin: ORIGIN,
    port: 3000,
    onLog: () => undefined,
  };
  const { issuer, clientId, clientSecret } = provider;
  const env = {
    issuer,
    clientId,
    clientSecret,
    scopes: ["openid", "email", "profile"],
    name: "Test provider",
    roleClaim: "keepwatch_role",
    roleRules: OWN_ROLE_NAMES,
    isOnlyWay: false,
  };
  const oidc = new OidcProvider({ env, auth: options, log: pino({ level: "silent" }), now: () => performance.now() });
  return { ...runtime, database, auth: createAuth(options), oidc };
}

function newAccount({ provider }: World, claims: AccountClaims): { sub: string; email: string } {
  const sub = randomUUID();
  const email = claims.email ?? `${sub}@team.test`;
  provider.accounts.set(sub, { email, ...claims });
  return { sub, email };
}

/** A whole sign-in, by a browser that is new. */
async function comeBy(world: World, sub: string, to?: string) {
  const begun = await begin(world, to);
  return finish(world, await answerOf(begun.url, sub), begun.headers);
}

async function begin({ backbone }: World, to?: string, address?: string): Promise<{ url: string; headers: Headers }> {
  const ctx = visit(backbone, new Headers(), address);
  const { url } = await beginOidcSignIn(ctx, { to });
  return { url, headers: cookiesOf(ctx.replyHeaders) };
}

async function finish({ backbone }: World, answer: OidcAnswerInput, headers: Headers, address?: string) {
  const ctx = visit(backbone, headers, address);
  const response = await finishOidcSignIn(ctx, answer);
  return { location: response.headers.get("location"), headers: cookiesOf(ctx.replyHeaders) };
}

/** What the provider sends back by the browser of somebody who opens an account there. */
async function answerOf(url: string, sub: string): Promise<{ state: string; code: string }> {
  const browser = await request.newContext();
  const asked = await browser.get(url);
  const callback = await follow(browser, asked.url(), sub);
  await browser.dispose();
  const { searchParams } = new URL(callback);
  return { state: searchParams.get("state") ?? "", code: searchParams.get("code") ?? "" };
}

async function follow(browser: APIRequestContext, page: string, sub: string): Promise<string> {
  const posted = await browser.post(page, { form: { account: sub }, maxRedirects: 0 });
  const resumed = await browser.get(posted.headers().location ?? "", { maxRedirects: 0 });
  return resumed.headers().location ?? "";
}

function visit(backbone: Backbone, requestHeaders: Headers, address = "127.0.0.1"): RequestContext {
  const facts = { address, requestId: "test" };
  const connection = { signal: new AbortController().signal, hangUp: () => {} };
  const actor = { kind: "visitor" } as const;
  return { ...backbone, ...facts, ...connection, actor, requestHeaders, replyHeaders: new Headers() };
}

/** As the browser sends them with its next request. */
function cookiesOf(replyHeaders: Headers): Headers {
  const pairs = replyHeaders.getSetCookie().map((cookie) => cookie.split(";")[0]);
  return new Headers({ cookie: pairs.join("; ") });
}

async function addWithPassword({ backbone, database }: World, email: string, role: Role): Promise<void> {
  await addPerson(database, { email, role, passwordHash: await hashPassword(backbone.auth, PASSWORD) });
}

async function invitedBy({ database }: World, email: string): Promise<void> {
  const id = randomUUID();
  const expiresAt = new Date(Date.now() + 60_000);
  await database.db
    .insert(invitation)
    .values({ id, tokenHash: id, email: `${id}@team.test`, role: "admin", invitedBy: email, expiresAt });
}

async function passwordStatus({ backbone }: World, email: string): Promise<string> {
  const given: unknown = await signIn(visit(backbone, new Headers()), { email, password: PASSWORD }).catch(
    (error: unknown) => error,
  );
  return given instanceof Error ? given.message : "signed in";
}

async function peopleNamed({ database }: World, email: string): Promise<{ role: Role; ways: string[] }[]> {
  const found = await database.db
    .select({ role: person.role, way: credential.providerId })
    .from(person)
    .innerJoin(credential, eq(credential.userId, person.id))
    .where(eq(person.email, email))
    .orderBy(credential.providerId);
  const [first] = found;
  return first ? [{ role: first.role, ways: found.map(({ way }) => way) }] : [];
}

/** The entries about an address or by it, oldest first. */
async function entriesOf({ database }: World, email: string) {
  const entries = await database.db.select().from(auditEntry).orderBy(auditEntry.id);
  return entries
    .filter(({ target, actorName }) => target === email || actorName === email)
    .map(({ action, actorName, outcome, before, after }) => ({ action, actorName, outcome, before, after }));
}

function refused(email: string) {
  return { action: "account.sign-in", actorName: email, outcome: "refused", before: null, after: { by: "openid" } };
}
