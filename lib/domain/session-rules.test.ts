import { expect, test } from "@playwright/test";
import type { Role } from "./permissions";
import { findBrokenRule, NO_SESSION_RULES, type SessionRules } from "./session-rules";

const RULES: SessionRules = {
  minTimeoutSeconds: 300,
  maxTimeoutSeconds: 7200,
  keepAliveRoles: ["admin"],
  maxKeepAliveTimeoutSeconds: 3600,
};

const wishes: [keepAlive: boolean, timeoutSeconds: number | undefined, role: Role, message: string | undefined][] = [
  [false, 300, "operator", undefined],
  [false, 299, "operator", "The shortest timeout allowed here is 5 min, and 4 min 59 s is less."],
  [false, 7200, "operator", undefined],
  [false, 7201, "operator", "The longest timeout allowed here is 2 h, and 7201 s is more."],
  [true, 3600, "admin", undefined],
  [true, 3660, "admin", "The longest timeout of a keepAlive session allowed here is 1 h, and 1 h 1 min is more."],
  [true, 3600, "operator", "keepAlive is for admins, and you are operator."],
  [true, undefined, "admin", undefined],
];

for (const [keepAlive, timeoutSeconds, role, message] of wishes) {
  test(`${role} asks for ${keepAlive ? "keepAlive and " : ""}${timeoutSeconds ?? "no"} s: ${message ?? "allowed"}`, () => {
    expect(findBrokenRule(RULES, { keepAlive, timeoutSeconds, role })?.message).toBe(message);
    expect(findBrokenRule(NO_SESSION_RULES, { keepAlive, timeoutSeconds, role })).toBeUndefined();
  });
}

test("the smaller of the two longest timeouts counts for what is kept alive", () => {
  const rules = { ...RULES, maxTimeoutSeconds: 1800 };
  expect(findBrokenRule(rules, { keepAlive: true, timeoutSeconds: 1860, role: "admin" })?.message).toBe(
    "The longest timeout allowed here is 30 min, and 31 min is more.",
  );
});
