import type { SaveDefaultTimeoutInput, Settings } from "@/lib/api/settings";
import { findBrokenRule } from "@/lib/domain/session-rules";
import { AppError, isAppError } from "@/lib/server/errors";
import { recordChange } from "@/lib/server/services/audit/record-change";
import type { ServiceContext } from "@/lib/server/services/service-context";
import { readDefaultTimeout, writeDefaultTimeout } from "./default-timeout";
import { readSettings } from "./read";
import { readSessionRules } from "./session-rules";

/**
 * Keeps our default, and makes it the engine's project default too. `null` leaves the engine as it is, since nobody
 * knows what it was before.
 */
export async function saveDefaultTimeout(ctx: ServiceContext, { seconds }: SaveDefaultTimeoutInput): Promise<Settings> {
  const { database, upstream, feed } = ctx;
  await requireAllowed(database, seconds);
  await recordChange(
    ctx,
    (before) => ({ action: "settings.default-timeout", before: { seconds: before }, after: { seconds } }),
    async () => {
      const before = await readDefaultTimeout(database);
      await writeDefaultTimeout(database, seconds);
      return before;
    },
  );
  if (seconds !== null) await upstream.saveProjectDefault?.(seconds).catch(explain);
  feed.expireProject();
  return readSettings(ctx);
}

/** Or whoever names no timeout could create nothing. */
async function requireAllowed(database: ServiceContext["database"], seconds: number | null): Promise<void> {
  if (seconds === null) return;
  const wish = { keepAlive: false, timeoutSeconds: seconds, role: "admin" } as const;
  const broken = findBrokenRule(await readSessionRules(database), wish);
  if (broken) throw new AppError("invalid", `${broken.message} Change the session rules first.`, { field: "seconds" });
}

function explain(cause: unknown): never {
  if (!isAppError(cause)) throw cause;
  const message = `The default is saved and applies to sessions created here, but the engine does not know it yet. ${cause.message} Keepwatch tells it again by itself.`;
  throw new AppError(cause.code, message, { cause });
}
