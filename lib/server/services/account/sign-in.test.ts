import { expect } from "@playwright/test";
import { desc, eq } from "drizzle-orm";
import type { Passwords } from "@/lib/server/auth/bound-hashing";
import { auditEntry, credential, person, signIn as signInTable } from "@/lib/server/db/schema";
import { changeRole } from "@/lib/server/services/people/change-role";
import { deactivatePerson } from "@/lib/server/services/people/deactivate";
import { type House, houseAuth, PASSWORD, PEOPLE_TESTS } from "@/lib/server/services/people/testing/people-test";
import type { RequestContext } from "@/lib/server/services/service-context";
import { changePassword } from "./change-password";
import { signIn } from "./sign-in";

const WRONG = { code: "unauthenticated", message: "The email or the password is wrong." };

for (const { kind, test } of PEOPLE_TESTS) {
  test.describe(`on the ${kind} database`, () => {
    test("while 20 wrong passwords are hashed, everybody else goes on", async ({ house }) => {
      const [anna, bert] = [await house.add("anna@x.test", "admin"), await house.add("bert@x.test", "viewer")];
      const hashing = new HeldHashing();
      const { as } = withHashing(house, hashing);
      const attempts = Array.from({ length: 20 }, (_, index) =>
        signIn({ ...as(), address: `192.0.2.${index}` }, { email: bert.email, password: "wrong" }),
      );
      const ended = Promise.allSettled(attempts);
      await expect.poll(() => hashing.begun).toBe(3);
      await changeRole(house.as(anna), { id: bert.id, role: "operator" });
      expect(await house.database.db.$count(person)).toBe(2);
      hashing.release(false);
      const refused = { status: "rejected", reason: expect.objectContaining(WRONG) };
      expect(await ended).toEqual(attempts.map(() => refused));
      expect(hashing.begun).toBe(20);
    });

    test("the server hashes for a stranger as for whoever has an account", async ({ house }) => {
      const hashing = new HeldHashing();
      const attempt = signIn(withHashing(house, hashing).as(), { email: "nobody@x.test", password: "wrong" });
      const refused = expect(attempt).rejects.toMatchObject(WRONG);
      await expect.poll(() => hashing.begun).toBe(1);
      hashing.release(false);
      await refused;
    });

    test("a right password signs in, and is written down", async ({ house }) => {
      const bert = await house.add("bert@x.test", "viewer");
      const ctx = house.as();
      await signIn(ctx, { email: bert.email, password: PASSWORD });
      expect(ctx.replyHeaders.getSetCookie()).toHaveLength(1);
      const [entry] = await house.database.db.select().from(auditEntry).orderBy(desc(auditEntry.id)).limit(1);
      expect(entry).toMatchObject({
        action: "account.sign-in",
        actorName: bert.email,
        role: "viewer",
        outcome: "done",
      });
    });

    test("a password that was replaced while it was looked at opens nothing", async ({ house }) => {
      const { id, email } = await house.add("bert@x.test", "viewer");
      const attempt = await whileHashing(
        house,
        ({ as }) => signIn(as(), { email, password: PASSWORD }),
        () => house.database.db.update(credential).set({ password: "another" }).where(eq(credential.userId, id)),
      );
      await expect(attempt.ended).rejects.toMatchObject(WRONG);
      expect(await house.database.db.$count(signInTable)).toBe(0);
    });

    test("whoever is deactivated while their password is looked at does not come in", async ({ house }) => {
      const [anna, bert] = [await house.add("anna@x.test", "admin"), await house.add("bert@x.test", "viewer")];
      const attempt = await whileHashing(
        house,
        ({ as }) => signIn(as(), { email: bert.email, password: PASSWORD }),
        () => deactivatePerson(house.as(anna), { id: bert.id }),
      );
      await expect(attempt.ended).rejects.toMatchObject({ code: "forbidden" });
      expect(await house.database.db.$count(signInTable)).toBe(0);
    });

    test("a password is not changed by one that was replaced meanwhile", async ({ house }) => {
      const bert = await house.add("bert@x.test", "viewer");
      const attempt = await whileHashing(
        house,
        ({ as }) => changePassword(as(bert), { currentPassword: PASSWORD, newPassword: "the second password" }),
        () => house.database.db.update(credential).set({ password: "another" }).where(eq(credential.userId, bert.id)),
      );
      await expect(attempt.ended).rejects.toMatchObject({ code: "invalid", field: "currentPassword" });
      const [kept] = await house.database.db.select().from(credential).where(eq(credential.userId, bert.id));
      expect(kept?.password).toBe("another");
    });

    test("a changed password ends the other sign-ins and begins one here", async ({ house }) => {
      const bert = await house.add("bert@x.test", "viewer");
      await signIn(house.as(), { email: bert.email, password: PASSWORD });
      await signIn(house.as(), { email: bert.email, password: PASSWORD });
      const ctx = house.as(bert);
      await changePassword(ctx, { currentPassword: PASSWORD, newPassword: "the second password" });
      expect(ctx.replyHeaders.getSetCookie()).toHaveLength(1);
      expect(await house.database.db.$count(signInTable)).toBe(1);
      await expect(signIn(house.as(), { email: bert.email, password: PASSWORD })).rejects.toMatchObject(WRONG);
      await signIn(house.as(), { email: bert.email, password: "the second password" });
    });
  });
}

/** Hashing that takes until it is released. */
class HeldHashing implements Passwords {
  begun = 0;
  release: (isRight: boolean) => void = () => undefined;
  readonly #released = new Promise<boolean>((resolve) => {
    this.release = resolve;
  });

  async hash(): Promise<string> {
    this.begun += 1;
    return `hashed ${await this.#released}`;
  }

  verify(): Promise<boolean> {
    this.begun += 1;
    return this.#released;
  }
}

function withHashing(house: House, hashing: Passwords): Pick<House, "as"> {
  const auth = houseAuth(house.database, hashing);
  return { as: (who): RequestContext => ({ ...house.as(who), auth }) };
}

/** What comes of an attempt with a right password when something happens before it is found right. */
async function whileHashing(
  house: House,
  attempt: (house: Pick<House, "as">) => Promise<unknown>,
  happen: () => PromiseLike<unknown>,
): Promise<{ ended: Promise<unknown> }> {
  const hashing = new HeldHashing();
  const ended = attempt(withHashing(house, hashing));
  await expect.poll(() => hashing.begun).toBe(1);
  await happen();
  hashing.release(true);
  return { ended };
}
