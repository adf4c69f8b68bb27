import { writeEntry } from "@/lib/server/services/audit/record";
import type { Backbone } from "@/lib/server/services/service-context";
import { addPerson, findPersonByEmail, hashPassword, lockFirstAdmin } from "./add-person";

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
  const isAdded = await database.inTransaction(async () => {
    await lockFirstAdmin(database);
    // Another instance on the same database may start at the same moment.
    if (await findPersonByEmail(database, email)) return false;
    await addPerson(database, { email, role: "admin", passwordHash });
    const note = { action: "person.create-first", target: email, after: { role: "admin" } } as const;
    await writeEntry({ database, actor: { kind: "system" } }, note, "done");
    return true;
  });
  if (isAdded) log.info({ email }, "added the admin that the environment names");
}
