import { eq } from "drizzle-orm";
import * as z from "zod/mini";
import { timeoutSecondsSchema } from "@/lib/api/timeout";
import type { DatabaseConnection } from "@/lib/server/db/database";
import { setting } from "@/lib/server/db/schema";
import type { Log } from "@/lib/server/log";

const KEY = "default-timeout-seconds";

/** Keepwatch's own default timeout; `null` when the project's applies. */
export async function readDefaultTimeout({ db }: DatabaseConnection): Promise<number | null> {
  const [row] = await db.select({ value: setting.value }).from(setting).where(eq(setting.key, KEY));
  return row ? z.parse(timeoutSecondsSchema, row.value) : null;
}

type Known = { seconds: number | null; isFailing: boolean };
/** What the last reading for a list gave, by database. */
const lastKnown = new WeakMap<DatabaseConnection, Known>();

/** The default as far as it is known, for an answer that is worth giving without it. Logs when reading begins to fail. */
export async function readKnownDefaultTimeout(
  database: DatabaseConnection,
  log: Pick<Log, "error">,
): Promise<number | null> {
  try {
    const seconds = await readDefaultTimeout(database);
    lastKnown.set(database, { seconds, isFailing: false });
    return seconds;
  } catch (err) {
    const { seconds, isFailing } = lastKnown.get(database) ?? { seconds: null, isFailing: false };
    if (!isFailing) log.error({ err }, "the default timeout cannot be read");
    lastKnown.set(database, { seconds, isFailing: true });
    return seconds;
  }
}

export async function writeDefaultTimeout({ db }: DatabaseConnection, seconds: number | null): Promise<void> {
  if (seconds === null) {
    await db.delete(setting).where(eq(setting.key, KEY));
    return;
  }
  const value = { value: seconds, updatedAt: new Date() };
  await db
    .insert(setting)
    .values({ key: KEY, ...value })
    .onConflictDoUpdate({ target: setting.key, set: value });
}
