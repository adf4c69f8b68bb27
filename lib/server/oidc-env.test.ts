import { expect, test } from "@playwright/test";
import { readEnv } from "./env";

const PROVIDER = {
  KEEPWATCH_OIDC_ISSUER: "https://id.example.com/realms/team",
  KEEPWATCH_OIDC_CLIENT_ID: "keepwatch",
  KEEPWATCH_OIDC_CLIENT_SECRET: "hush",
};

test("an issuer, a client id and a secret are enough", () => {
  expect(readEnv(PROVIDER).oidc).toEqual({
    issuer: "https://id.example.com/realms/team",
    clientId: "keepwatch",
    clientSecret: "hush",
    scopes: ["openid", "email", "profile"],
    name: "Single sign-on",
    roleClaim: "keepwatch_role",
    roleRules: [
      { value: "viewer", role: "viewer" },
      { value: "operator", role: "operator" },
      { value: "admin", role: "admin" },
    ],
    isOnlyWay: false,
  });
});

test("nothing set leaves sign-in to passwords", () => {
  expect(readEnv({}).oidc).toBeUndefined();
});

const mappings: [text: string, rules: [value: string, role: string][]][] = [
  ["ops=operator", [["ops", "operator"]]],
  [
    " ops admins = admin , ops=operator, *=viewer ",
    [
      ["ops admins", "admin"],
      ["ops", "operator"],
      ["*", "viewer"],
    ],
  ],
  [
    "cn=ops,ou=groups=admin,cn=all,ou=groups=viewer",
    [
      ["cn=ops,ou=groups", "admin"],
      ["cn=all,ou=groups", "viewer"],
    ],
  ],
];
for (const [text, rules] of mappings) {
  test(`KEEPWATCH_OIDC_ROLES="${text}" maps ${rules.length} values`, () => {
    const expected = rules.map(([value, role]) => ({ value, role }));
    expect(readEnv({ ...PROVIDER, KEEPWATCH_OIDC_ROLES: text }).oidc?.roleRules).toEqual(expected);
  });
}

const { KEEPWATCH_OIDC_CLIENT_SECRET: _, ...withoutSecret } = PROVIDER;
const refused: [title: string, source: NodeJS.Dict<string>, message: RegExp][] = [
  ["a missing secret", withoutSecret, /go together; KEEPWATCH_OIDC_CLIENT_SECRET is not set\.$/],
  ["http", { ...PROVIDER, KEEPWATCH_OIDC_ISSUER: "http://id.example.com" }, /^KEEPWATCH_OIDC_ISSUER must be https:/],
  ["no address", { ...PROVIDER, KEEPWATCH_OIDC_ISSUER: "id.example.com" }, /^KEEPWATCH_OIDC_ISSUER must be the/],
  [
    "the discovery document's address",
    { ...PROVIDER, KEEPWATCH_OIDC_ISSUER: "https://id.example.com/.well-known/openid-configuration" },
    /^KEEPWATCH_OIDC_ISSUER must be .* without \.well-known/,
  ],
  ["scopes without openid", { ...PROVIDER, KEEPWATCH_OIDC_SCOPES: "email" }, /^KEEPWATCH_OIDC_SCOPES must contain/],
  ["an unknown role", { ...PROVIDER, KEEPWATCH_OIDC_ROLES: "ops=boss" }, /^KEEPWATCH_OIDC_ROLES must be like/],
  ["a rest", { ...PROVIDER, KEEPWATCH_OIDC_ROLES: "ops=admin,sales" }, /^KEEPWATCH_OIDC_ROLES must be like/],
  ["an empty value", { ...PROVIDER, KEEPWATCH_OIDC_ROLES: "=admin" }, /^KEEPWATCH_OIDC_ROLES must be like/],
  [
    "a switch that is neither",
    { ...PROVIDER, KEEPWATCH_PASSWORD_SIGN_IN: "no" },
    /^KEEPWATCH_PASSWORD_SIGN_IN must be/,
  ],
  ["no way to sign in", { KEEPWATCH_PASSWORD_SIGN_IN: "off" }, /leaves no way to sign in/],
];
for (const [title, source, message] of refused) {
  test(`${title} is refused by name`, () => {
    expect(() => readEnv(source)).toThrow(message);
    expect(() => readEnv(source)).not.toThrow(/hush/);
  });
}
