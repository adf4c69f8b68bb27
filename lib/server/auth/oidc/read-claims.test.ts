import { createServer } from "node:http";
import { expect, test } from "@playwright/test";
import { freePort } from "@/e2e/free-port";
import { isEmailVerified, readClaims } from "./read-claims";

const BASE = { iss: "https://id.example.com", sub: "ada" };

type Case = { title: string; idToken: object; userinfo: object; expected: object };
const cases: Case[] = [
  {
    title: "userinfo tells what the ID token leaves out",
    idToken: BASE,
    userinfo: { sub: "ada", email: "ada@team.test", email_verified: true, role: "admin" },
    expected: { ...BASE, email: "ada@team.test", email_verified: true, role: "admin" },
  },
  {
    title: "the ID token goes first",
    idToken: { ...BASE, email: "ada@team.test", email_verified: false },
    userinfo: { sub: "ada", iss: "x", email: "ada@team.test", email_verified: true, role: "viewer" },
    expected: { ...BASE, email: "ada@team.test", email_verified: false, role: "viewer" },
  },
  {
    title: "userinfo may vouch for the ID token's address",
    idToken: { ...BASE, email: "ada@team.test" },
    userinfo: { sub: "ada", email: "ada@team.test", email_verified: true },
    expected: { ...BASE, email: "ada@team.test", email_verified: true },
  },
  {
    title: "userinfo vouches for no other address than its own",
    idToken: { ...BASE, email: "admin@team.test" },
    userinfo: { sub: "ada", email: "ada@team.test", email_verified: true },
    expected: { ...BASE, email: "admin@team.test", email_verified: undefined },
  },
  {
    title: "an ID token vouches for no address of userinfo's",
    idToken: { ...BASE, email_verified: true },
    userinfo: { sub: "ada", email: "admin@team.test" },
    expected: { ...BASE, email: "admin@team.test", email_verified: undefined },
  },
  {
    title: "userinfo about somebody else is passed over",
    idToken: BASE,
    userinfo: { sub: "eve", email: "eve@team.test", role: "admin" },
    expected: BASE,
  },
];
for (const { title, idToken, userinfo, expected } of cases) {
  test(title, async () => {
    const { url, close } = await serve(200, userinfo);
    const source = { userinfoUrl: url, roleClaim: "role" };
    expect(await readClaims({ idToken: tokenOf(idToken), accessToken: "t" }, source)).toEqual(expected);
    close();
  });
}

test("an answer without an ID token proves nobody", async () => {
  const { url, close } = await serve(200, { ...BASE, email: "ada@team.test", role: "admin" });
  expect(await readClaims({ accessToken: "t" }, { userinfoUrl: url, roleClaim: "role" })).toBeNull();
  close();
});

test("a userinfo that fails is no proof of having no role", async () => {
  const { url, close } = await serve(503, {});
  const reading = readClaims({ idToken: tokenOf(BASE), accessToken: "t" }, { userinfoUrl: url, roleClaim: "role" });
  await expect(reading).rejects.toThrow(/answered 503/);
  close();
});

for (const [said, expected] of [
  [true, true],
  ["true", true],
  [false, false],
  ["false", false],
  [undefined, undefined],
  ["yes", undefined],
]) {
  test(`an address of which the provider says ${JSON.stringify(said)} is verified: ${expected}`, () => {
    expect(isEmailVerified({ ...BASE, email_verified: said })).toBe(expected);
  });
}

/** Its signature was looked at before. */
function tokenOf(claims: object): string {
  return `x.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.x`;
}

async function serve(status: number, body: object): Promise<{ url: string; close: () => void }> {
  const port = await freePort();
  const server = createServer((_, res) => res.writeHead(status).end(JSON.stringify(body)));
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${port}/`, close: () => void server.close() };
}
