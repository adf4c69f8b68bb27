import { sql } from "drizzle-orm";
import { webhookDelivery } from "@/lib/server/db/schema";

const { state, nextAttemptAt, claimedUntil } = webhookDelivery;

/** A delivery whose time has come, and that nobody is at. By the database's clock. */
export const isDue = sql`${state} = 'waiting' and ${nextAttemptAt} <= clock_timestamp()
  and (${claimedUntil} is null or ${claimedUntil} < clock_timestamp())`;
