import { eq } from "drizzle-orm";
import { signIn } from "@/lib/server/db/schema";
import { recordChange } from "@/lib/server/services/audit/record-change";
import { callingPerson, type RequestContext } from "@/lib/server/services/service-context";
import { endSignIn } from "./sign-out";

/** Ends all of the person's sign-ins, this browser's among them. */
export async function signOutEverywhere(ctx: RequestContext): Promise<{ ok: true }> {
  const { id } = callingPerson(ctx);
  await recordChange(ctx, { action: "account.sign-out-everywhere" }, async () => {
    await endSignIn(ctx);
    await ctx.database.db.delete(signIn).where(eq(signIn.userId, id));
  });
  return { ok: true };
}
