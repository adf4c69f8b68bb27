import { inArray } from "drizzle-orm";
import * as z from "zod/mini";
import { SaveOwnerKeyInput, SavePriceInput } from "@/lib/api/settings";
import { NO_OWN_FACTS, type OwnFacts } from "@/lib/api/snapshot";
import { timeoutSecondsSchema } from "@/lib/api/timeout";
import type { DatabaseConnection } from "@/lib/server/db/database";
import { setting } from "@/lib/server/db/schema";
import type { Log } from "@/lib/server/log";
import { DEFAULT_TIMEOUT_KEY } from "./default-timeout";

export const OWNER_KEY = "owner-key";
export const PRICE_KEY = "price";

/** The settings that every page needs; `null` is what nobody set. */
export async function readOwnFacts({ db }: Pick<DatabaseConnection, "db">): Promise<OwnFacts> {
  const rows = await db
    .select({ key: setting.key, value: setting.value })
    .from(setting)
    .where(inArray(setting.key, [DEFAULT_TIMEOUT_KEY, OWNER_KEY, PRICE_KEY]));
  const values = new Map(rows.map(({ key, value }) => [key, value]));
  const facts = { ...NO_OWN_FACTS };
  if (values.has(DEFAULT_TIMEOUT_KEY))
    facts.defaultTimeoutSeconds = z.parse(timeoutSecondsSchema, values.get(DEFAULT_TIMEOUT_KEY));
  if (values.has(OWNER_KEY)) facts.ownerKey = z.parse(SaveOwnerKeyInput, values.get(OWNER_KEY)).ownerKey;
  if (values.has(PRICE_KEY)) facts.usdPerHour = z.parse(SavePriceInput, values.get(PRICE_KEY)).usdPerHour;
  return facts;
}

/** Of which the last reading for a list failed. */
const failing = new WeakSet<DatabaseConnection>();

/** The same if it can be read, for an answer that is worth giving without it. Logs when reading begins to fail. */
export async function tryReadOwnFacts(
  database: DatabaseConnection,
  log: Pick<Log, "error">,
): Promise<OwnFacts | undefined> {
  try {
    const facts = await readOwnFacts(database);
    failing.delete(database);
    return facts;
  } catch (err) {
    if (!failing.has(database)) log.error({ err }, "the settings cannot be read; lists go on with the last known ones");
    failing.add(database);
    return undefined;
  }
}
