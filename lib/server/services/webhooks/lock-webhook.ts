import { eq } from "drizzle-orm";
import { webhook } from "@/lib/server/db/schema";
import { AppError } from "@/lib/server/errors";
import type { ServiceContext } from "@/lib/server/services/service-context";

/** As it is, and stays until the end of the transaction. */
export async function lockWebhook({ database }: ServiceContext, id: string): Promise<typeof webhook.$inferSelect> {
  const [found] = await database.db.select().from(webhook).where(eq(webhook.id, id)).for("update");
  if (!found) throw noSuchWebhook();
  return found;
}

export function noSuchWebhook(): AppError {
  return new AppError("not_found", "There is no such webhook. It was removed, perhaps.");
}
