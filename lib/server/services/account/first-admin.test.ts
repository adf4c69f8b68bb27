import { expect } from "@playwright/test";
import { and, eq } from "drizzle-orm";
import { createAuth } from "@/lib/server/auth/create-auth";
import { FirstRunLink } from "@/lib/server/auth/first-run-link";
import { auditEntry } from "@/lib/server/db/schema";
import { ensureAdmin } from "@/lib/server/services/people/ensure-admin";
import { listPeople } from "@/lib/server/services/people/list-people";
import { type House, houseAuth, PASSWORD, PEOPLE_TESTS } from "@/lib/server/services/people/testing/people-test";
import type { RequestContext } from "@/lib/server/services/service-context";
import { createFirstAdmin } from "./create-first-admin";
import { openWelcome } from "./open-welcome";

for (const { kind, test } of PEOPLE_TESTS) {
  test.describe(`on the ${kind} database`, () => {
    test("instances that are set up at once have one first admin", async ({ house }) => {
      // With hashing that takes no time they reach the database together.
      const auth = houseAuth(house.database, { hash: async () => "hashed", verify: async () => true });
      const instances = await Promise.all(Array.from({ length: 8 }, () => claim({ ...house.as(), auth })));
      const results = await Promise.allSettled(
        instances.map((ctx, index) => createFirstAdmin(ctx, { email: `${index}@x.test`, password: PASSWORD })),
      );
      expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
      const refused = { status: "rejected", reason: expect.objectContaining({ code: "conflict" }) };
      expect(results.filter(({ status }) => status === "rejected")).toEqual(Array(7).fill(refused));
      expect((await listPeople(house)).people).toHaveLength(1);
    });

    test("two instances that start at once both find the admin that the environment names", async ({ house }) => {
      const admin = { email: `${kind}@x.test`, password: PASSWORD };
      await Promise.all([ensureAdmin(house.as(), admin), ensureAdmin(house.as(), admin)]);
      expect((await listPeople(house)).people).toMatchObject([{ email: admin.email, role: "admin" }]);
      const made = and(eq(auditEntry.action, "person.create-first"), eq(auditEntry.target, admin.email));
      expect(await house.database.db.$count(auditEntry, made)).toBe(1);
    });

    test("the cookie of the set-up is this console's own, and on https the host's own", async ({ house }) => {
      expect((await welcome(house.as())).headers.getSetCookie()).toEqual([
        expect.stringMatching(/^keepwatch-3000\.welcome=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=3600$/),
      ]);
      expect((await welcome(behindTls(house))).headers.getSetCookie()).toEqual([
        expect.stringMatching(/^__Host-keepwatch-3000\.welcome=[\w-]{43}; Path=\/; .*; Secure$/),
      ]);
    });
  });
}

/** A console that was just started, whose link this browser opened. */
async function welcome(ctx: RequestContext): Promise<{ firstRun: FirstRunLink; headers: Headers }> {
  const firstRun = new FirstRunLink(Date.now);
  await openWelcome({ ...ctx, firstRun }, { token: firstRun.offer() });
  return { firstRun, headers: ctx.replyHeaders };
}

async function claim(ctx: RequestContext): Promise<RequestContext> {
  const { firstRun, headers } = await welcome(ctx);
  const [cookie = ""] = headers.getSetCookie();
  return { ...ctx, firstRun, requestHeaders: new Headers({ cookie: cookie.split(";")[0] ?? "" }) };
}

function behindTls({ database, as }: House): RequestContext {
  const options = { database, secret: "x".repeat(43), origin: "https://keepwatch.x.test", port: 3000 };
  return { ...as(), auth: createAuth({ ...options, onLog: () => undefined }) };
}
