import { inArray } from "drizzle-orm";
import { OPEN_INTENT_STATES } from "@/lib/domain/release";
import { releaseIntent } from "@/lib/server/db/schema";

/** In words that the partial indexes on what is open understand. */
export const isOpen = inArray(releaseIntent.state, [...OPEN_INTENT_STATES]);
