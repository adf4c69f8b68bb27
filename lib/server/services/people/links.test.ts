import { expect } from "@playwright/test";
import { desc } from "drizzle-orm";
import { auditEntry, invitation } from "@/lib/server/db/schema";
import { join } from "@/lib/server/services/account/join";
import { changeRole } from "./change-role";
import { deactivatePerson } from "./deactivate";
import { invite } from "./invite";
import { listPeople } from "./list-people";
import { makePasswordLink } from "./make-password-link";
import { linkOidcAccount } from "./oidc-account";
import { type House, PASSWORD, PEOPLE_TESTS } from "./testing/people-test";
import { quietProvider } from "./testing/quiet-provider";
import { tokenOf } from "./testing/token-of";

const GONE = { code: "not_found" };
const IDENTITY = { issuer: "https://id.x.test", subject: "bert" };

for (const { kind, test } of PEOPLE_TESTS) {
  test.describe(`on the ${kind} database`, () => {
    test("the links of an admin who is deactivated end with them, and the entry counts those that worked", async ({
      house,
    }) => {
      const [anna, bert] = [await house.add("anna@x.test", "admin"), await house.add("bert@x.test", "admin")];
      const carl = await house.add("carl@x.test", "viewer");
      await invite(house.as(bert), { email: "late@x.test", role: "viewer" });
      await house.database.db.update(invitation).set({ expiresAt: new Date() });
      const links = [
        await invite(house.as(bert), { email: "backdoor@x.test", role: "admin" }),
        await makePasswordLink(house.as(bert), { id: carl.id }),
      ];
      const kept = await invite(house.as(anna), { email: "new@x.test", role: "viewer" });
      await deactivatePerson(house.as(anna), { id: bert.id });
      for (const link of links) await expectGone(house, tokenOf(link));
      expect(await lastAfter(house)).toEqual({ active: false, endedLinks: 2 });
      await join(house.as(), { token: tokenOf(kept), password: PASSWORD });
    });

    test("the links of an admin who is demoted end with the role", async ({ house }) => {
      const [anna, bert] = [await house.add("anna@x.test", "admin"), await house.add("bert@x.test", "admin")];
      const link = await invite(house.as(bert), { email: "backdoor@x.test", role: "admin" });
      await changeRole(house.as(anna), { id: bert.id, role: "operator" });
      await expectGone(house, tokenOf(link));
      expect(await lastAfter(house)).toEqual({ role: "operator", endedLinks: 1 });
      await changeRole(house.as(anna), { id: bert.id, role: "viewer" });
      expect(await lastAfter(house)).toEqual({ role: "viewer" });
    });

    test("an admin who invites while they are demoted leaves no link", async ({ house }) => {
      const [anna, bert] = [await house.add("anna@x.test", "admin"), await house.add("bert@x.test", "admin")];
      const emails = Array.from({ length: 8 }, (_, index) => `backdoor-${index}@x.test`);
      const invitations = emails.map((email) => invite(house.as(bert), { email, role: "admin" }));
      await Promise.allSettled([
        ...invitations.slice(0, 4),
        changeRole(house.as(anna), { id: bert.id, role: "viewer" }),
        ...invitations.slice(4),
      ]);
      await expect(invite(house.as(bert), { email: "later@x.test", role: "admin" })).rejects.toMatchObject({
        code: "forbidden",
      });
      expect((await listPeople(house)).invitations).toEqual([]);
    });

    test("a password link leads nowhere once the person comes by the provider, whichever was first", async ({
      house,
    }) => {
      const [anna, bert] = [await house.add("anna@x.test", "admin"), await house.add("bert@x.test", "viewer")];
      const oidc = quietProvider(house.database, { isOnlyWay: false });
      const before = tokenOf(await makePasswordLink(house.as(anna), { id: bert.id }));
      await house.database.inTransaction(() => linkOidcAccount(house.database, bert, IDENTITY));
      await expectGone(house, before);
      // While the provider was taken away such a link could be made.
      const without = tokenOf(await makePasswordLink(house.as(anna), { id: bert.id }));
      await expect(join({ ...house.as(), oidc }, { token: without, password: PASSWORD })).rejects.toMatchObject(GONE);
    });
  });
}

async function expectGone(house: House, token: string): Promise<void> {
  await expect(join(house.as(), { token, password: PASSWORD })).rejects.toMatchObject(GONE);
}

async function lastAfter({ database }: House): Promise<unknown> {
  const [entry] = await database.db.select().from(auditEntry).orderBy(desc(auditEntry.id)).limit(1);
  return entry?.after;
}
