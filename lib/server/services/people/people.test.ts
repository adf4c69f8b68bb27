import { expect } from "@playwright/test";
import { and, desc, eq } from "drizzle-orm";
import type { AuditAction } from "@/lib/domain/audit";
import type { DatabaseConnection } from "@/lib/server/db/database";
import { auditEntry, invitation, signIn as signInTable } from "@/lib/server/db/schema";
import { join } from "@/lib/server/services/account/join";
import { signIn } from "@/lib/server/services/account/sign-in";
import { changeRole } from "./change-role";
import { deactivatePerson } from "./deactivate";
import { invite } from "./invite";
import { listPeople } from "./list-people";
import { makePasswordLink } from "./make-password-link";
import { reactivatePerson } from "./reactivate";
import { revokeInvitation } from "./revoke-invitation";
import { PASSWORD, PEOPLE_TESTS } from "./testing/people-test";
import { quietProvider } from "./testing/quiet-provider";
import { tokenOf } from "./testing/token-of";

for (const { kind, test } of PEOPLE_TESTS) {
  test.describe(`on the ${kind} database`, () => {
    test("two admins who demote each other at once leave one admin", async ({ house }) => {
      const [anna, bert] = [await house.add("anna@x.test", "admin"), await house.add("bert@x.test", "admin")];
      const results = await Promise.allSettled([
        changeRole(house.as(anna), { id: bert.id, role: "viewer" }),
        changeRole(house.as(bert), { id: anna.id, role: "viewer" }),
      ]);
      expect(results.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
      const { people } = await listPeople(house);
      expect(people.map(({ role }) => role).toSorted()).toEqual(["admin", "viewer"]);
    });

    test("two admins who deactivate each other at once leave one who is active", async ({ house }) => {
      const [anna, bert] = [await house.add("anna@x.test", "admin"), await house.add("bert@x.test", "admin")];
      await Promise.allSettled([
        deactivatePerson(house.as(anna), { id: bert.id }),
        deactivatePerson(house.as(bert), { id: anna.id }),
      ]);
      const { people } = await listPeople(house);
      expect(people.filter(({ deactivatedAt }) => deactivatedAt === null)).toHaveLength(1);
    });

    test("the last active admin cannot be demoted or deactivated, and nobody deactivates themselves", async ({
      house,
    }) => {
      const [anna, bert] = [await house.add("anna@x.test", "admin"), await house.add("bert@x.test", "admin")];
      await expect(deactivatePerson(house.as(anna), { id: anna.id })).rejects.toMatchObject({ code: "conflict" });
      await deactivatePerson(house.as(anna), { id: bert.id });
      await expect(changeRole(house.as(anna), { id: anna.id, role: "operator" })).rejects.toMatchObject({
        code: "conflict",
        message: "anna@x.test is the last admin. Make somebody else an admin first.",
      });
      await expect(deactivatePerson(house.as(anna), { id: anna.id })).rejects.toMatchObject({ code: "conflict" });
      await reactivatePerson(house.as(anna), { id: bert.id });
      await changeRole(house.as(anna), { id: anna.id, role: "operator" });
    });

    test("whoever was an admin when the request began, and is none any more, changes nothing", async ({ house }) => {
      const [anna, bert] = [await house.add("anna@x.test", "admin"), await house.add("bert@x.test", "admin")];
      await changeRole(house.as(anna), { id: bert.id, role: "viewer" });
      await expect(changeRole(house.as(bert), { id: bert.id, role: "admin" })).rejects.toMatchObject({
        code: "forbidden",
      });
    });

    test("a link that is used twice at once makes one person", async ({ house }) => {
      const anna = await house.add("anna@x.test", "admin");
      const token = tokenOf(await invite(house.as(anna), { email: "new@x.test", role: "operator" }));
      const results = await Promise.allSettled([
        join(house.as(), { token, password: "the first password" }),
        join(house.as(), { token, password: "the second password" }),
      ]);
      expect(results.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
      const { people, invitations } = await listPeople(house);
      expect(people.map(({ email, role }) => [email, role])).toEqual([
        ["anna@x.test", "admin"],
        ["new@x.test", "operator"],
      ]);
      expect(invitations).toEqual([]);
    });

    test("two invitations for one address at once leave one link that works", async ({ house }) => {
      const anna = await house.add("anna@x.test", "admin");
      const made = await Promise.all([
        invite(house.as(anna), { email: "new@x.test", role: "viewer" }),
        invite(house.as(anna), { email: "new@x.test", role: "operator" }),
      ]);
      const { invitations } = await listPeople(house);
      expect(invitations).toHaveLength(1);
      const results = await Promise.allSettled(
        made.map((link) => join(house.as(), { token: tokenOf(link), password: PASSWORD })),
      );
      expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    });

    test("a link is worth nothing once it has expired, was revoked, or is not one of ours", async ({ house }) => {
      const anna = await house.add("anna@x.test", "admin");
      const old = await invite(house.as(anna), { email: "old@x.test", role: "viewer" });
      await house.database.db.update(invitation).set({ expiresAt: new Date() });
      const revoked = await invite(house.as(anna), { email: "revoked@x.test", role: "viewer" });
      await revokeInvitation(house.as(anna), { id: revoked.invitation.id });
      for (const token of [tokenOf(old), tokenOf(revoked), "", "x"]) {
        await expect(join(house.as(), { token, password: PASSWORD })).rejects.toMatchObject({ code: "not_found" });
      }
      expect((await listPeople(house)).people).toHaveLength(1);
    });

    test("the database knows no link's secret, and neither does the audit log", async ({ house }) => {
      const anna = await house.add("anna@x.test", "admin");
      const token = tokenOf(await invite(house.as(anna), { email: "new@x.test", role: "viewer" }));
      const { db } = house.database;
      const kept = JSON.stringify([await db.select().from(invitation), await db.select().from(auditEntry)]);
      expect(kept).toContain("new@x.test");
      expect(kept).not.toContain(token);
    });

    test("nobody is invited who is here already", async ({ house }) => {
      const anna = await house.add("anna@x.test", "admin");
      await expect(invite(house.as(anna), { email: "anna@x.test", role: "viewer" })).rejects.toMatchObject({
        code: "conflict",
        field: "email",
      });
    });

    test("a deactivated person's sign-ins and password link are gone, and stay so when they are reactivated", async ({
      house,
    }) => {
      const [anna, bert] = [await house.add("anna@x.test", "admin"), await house.add("bert@x.test", "viewer")];
      await signIn(house.as(), { email: bert.email, password: PASSWORD });
      const token = tokenOf(await makePasswordLink(house.as(anna), { id: bert.id }));
      await deactivatePerson(house.as(anna), { id: bert.id });
      expect(await house.database.db.$count(signInTable, eq(signInTable.userId, bert.id))).toBe(0);
      await expect(makePasswordLink(house.as(anna), { id: bert.id })).rejects.toMatchObject({ code: "conflict" });
      await reactivatePerson(house.as(anna), { id: bert.id });
      await expect(join(house.as(), { token, password: "another password" })).rejects.toMatchObject({
        code: "not_found",
      });
      expect(await house.database.db.$count(signInTable, eq(signInTable.userId, bert.id))).toBe(0);
    });

    test("a new password by a link ends the sign-ins that the old one made", async ({ house }) => {
      const [anna, bert] = [await house.add("anna@x.test", "admin"), await house.add("bert@x.test", "viewer")];
      await signIn(house.as(), { email: bert.email, password: PASSWORD });
      await signIn(house.as(), { email: bert.email, password: PASSWORD });
      const token = tokenOf(await makePasswordLink(house.as(anna), { id: bert.id }));
      await join(house.as(), { token, password: "another password" });
      expect(await house.database.db.$count(signInTable, eq(signInTable.userId, bert.id))).toBe(1);
      await expect(signIn(house.as(), { email: bert.email, password: PASSWORD })).rejects.toMatchObject({
        code: "unauthenticated",
      });
      const { people } = await listPeople(house);
      expect(people.find(({ id }) => id === bert.id)).toMatchObject({ role: "viewer", signsInBy: ["password"] });
    });

    test("a change and its entry are written together: who, whom, before and after", async ({ house }) => {
      const [anna, bert] = [await house.add("anna@x.test", "admin"), await house.add("bert@x.test", "viewer")];
      await changeRole(house.as(anna), { id: bert.id, role: "operator" });
      expect(await lastEntry(house.database, "person.change-role")).toMatchObject({
        actorName: "anna@x.test",
        role: "admin",
        target: "bert@x.test",
        before: { role: "viewer" },
        after: { role: "operator" },
        outcome: "done",
      });
      const before = await house.database.db.$count(auditEntry);
      await expect(changeRole(house.as(anna), { id: "nobody", role: "viewer" })).rejects.toMatchObject({
        code: "not_found",
      });
      expect(await house.database.db.$count(auditEntry)).toBe(before);
    });

    test("the list says when somebody last came in, by the audit log", async ({ house }) => {
      const anna = await house.add("anna@x.test", "admin");
      const token = tokenOf(await invite(house.as(anna), { email: "joined@x.test", role: "viewer" }));
      await join(house.as(), { token, password: PASSWORD });
      const { people, now } = await listPeople(house);
      expect(people.map(({ email, lastSignInAt }) => [email, lastSignInAt !== null && lastSignInAt <= now])).toEqual([
        ["anna@x.test", false],
        ["joined@x.test", true],
      ]);
    });

    test("where the provider is the only way in, no link is made, and one that was made before is worth nothing", async ({
      house,
    }) => {
      const [anna, bert] = [await house.add("anna@x.test", "admin"), await house.add("bert@x.test", "viewer")];
      const token = tokenOf(await invite(house.as(anna), { email: "new@x.test", role: "operator" }));
      const oidc = quietProvider(house.database, { isOnlyWay: true });
      const refusal = {
        code: "conflict",
        message: "Passwords do not count here: people come in by Team sign-on, and need no link.",
      };
      const asAnna = { ...house.as(anna), oidc };
      await expect(invite(asAnna, { email: "other@x.test", role: "viewer" })).rejects.toMatchObject(refusal);
      await expect(makePasswordLink(asAnna, { id: bert.id })).rejects.toMatchObject(refusal);
      await expect(join({ ...house.as(), oidc }, { token, password: PASSWORD })).rejects.toMatchObject(refusal);
      const { people, invitations } = await listPeople(house);
      expect(people).toHaveLength(2);
      expect(invitations.map(({ email }) => email)).toEqual(["new@x.test"]);
    });
  });
}

async function lastEntry({ db }: DatabaseConnection, action: AuditAction) {
  const [entry] = await db
    .select()
    .from(auditEntry)
    .where(and(eq(auditEntry.action, action)))
    .orderBy(desc(auditEntry.id))
    .limit(1);
  return entry;
}
