import type { FirstAdminInput } from "@/lib/api/account";
import { AppError } from "@/lib/server/errors";
import { recordChange } from "@/lib/server/services/audit/record-change";
import { addPerson, hashPassword, hasPeople, lockFirstAdmin } from "@/lib/server/services/people/add-person";
import type { RequestContext } from "@/lib/server/services/service-context";
import { welcomeSecret } from "./open-welcome";
import { startSignIn } from "./start-sign-in";

/** Makes the first admin, and signs them in. Only for the browser that opened the link, and only once. */
export async function createFirstAdmin(
  ctx: RequestContext,
  { email, password }: FirstAdminInput,
): Promise<{ ok: true }> {
  const { firstRun, database, requestHeaders } = ctx;
  if (!firstRun.isClaimedBy(welcomeSecret(ctx.auth, requestHeaders))) {
    throw new AppError("forbidden", "Open the link that npm start printed; it works once, on this machine.");
  }
  const passwordHash = await hashPassword(ctx.auth, password);
  const actor = { kind: "visitor", email } as const;
  await recordChange(
    { ...ctx, actor },
    { action: "person.create-first", target: email, after: { role: "admin" } },
    async () => {
      await lockFirstAdmin(database);
      // Another instance on the same database may have been quicker.
      if (await hasPeople(database)) throw new AppError("conflict", "There is an admin already: sign in.");
      const { id } = await addPerson(database, { email, role: "admin", passwordHash });
      await startSignIn(ctx, id);
    },
  );
  firstRun.close();
  return { ok: true };
}
