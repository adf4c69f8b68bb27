import { recordChange } from "@/lib/server/services/audit/record-change";
import type { Backbone } from "@/lib/server/services/service-context";
import { addPerson, findPersonByEmail, hashPassword } from "./add-person";

/**
 * The admin that the environment names, unless somebody with this address is here. It is also the way back in for whom
 * nobody can make a link: name another address, and start again.
 */
export async function ensureAdmin(
  ctx: Pick<Backbone, "database" | "auth" | "log">,
  { email, password }: { email: string; password: string },
): Promise<void> {
  const { database, auth, log } = ctx;
  if (await findPersonByEmail(database, email)) return;
  const passwordHash = await hashPassword(auth, password);
  const actor = { kind: "system" } as const;
  await recordChange(
    { database, actor },
    { action: "person.create-first", target: email, after: { role: "admin" } },
    () => addPerson(database, { email, role: "admin", passwordHash }),
  );
  log.info({ email }, "added the admin that the environment names");
}
