import { expect, test } from "@playwright/test";
import { refusalsFor } from "./person-abilities";

const ada = person("ada", "admin");
const bob = person("bob", "operator");
const circumstances = { everybody: [ada, bob], myId: "ada", openIdName: null };

test("an admin may do everything with somebody who is no admin", () => {
  expect(refusalsFor(bob, circumstances)).toEqual({});
});

test("the last admin is neither demoted nor deactivated", () => {
  const why = "ada@x.test is the last admin. Make somebody else an admin first.";
  expect(refusalsFor(ada, circumstances)).toMatchObject({ "change-role": why, deactivate: why });
});

test("an admin who is deactivated does not count as another", () => {
  const everybody = [ada, { ...person("eve", "admin"), deactivatedAt: 1 }];
  expect(refusalsFor(ada, { ...circumstances, everybody })["change-role"]).toContain("the last admin");
});

test("one of two admins may be demoted by themselves, and is not deactivated by themselves", () => {
  const refusals = refusalsFor(ada, { ...circumstances, everybody: [ada, person("eve", "admin")] });
  expect(refusals["change-role"]).toBeUndefined();
  expect(refusals.deactivate).toContain("Nobody can deactivate themselves");
});

test("the role of somebody who comes by OpenID is the provider's, for as long as there is one", () => {
  const oda = { ...bob, signsInBy: ["openid"] as const };
  const byProvider = refusalsFor(oda, { ...circumstances, openIdName: "Acme" });
  expect(byProvider["change-role"]).toBe("Acme gives this role at each sign-in. Change it there.");
  expect(byProvider["make-password-link"]).toContain("signs in by Acme");
  const linked = refusalsFor({ ...bob, signsInBy: ["password", "openid"] }, { ...circumstances, openIdName: "Acme" });
  expect(Object.keys(linked).filter((act) => act !== "deactivate")).toEqual(["change-role", "make-password-link"]);
  expect(refusalsFor(oda, circumstances)["change-role"]).toBeUndefined();
});

test("nobody makes a password link for somebody who is deactivated", () => {
  expect(refusalsFor({ ...bob, deactivatedAt: 1 }, circumstances)["make-password-link"]).toContain("Reactivate");
});

function person(id: string, role: "admin" | "operator") {
  return { id, email: `${id}@x.test`, role, deactivatedAt: null, signsInBy: ["password"] as const };
}
