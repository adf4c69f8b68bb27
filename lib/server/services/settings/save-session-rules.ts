import type { SaveSessionRulesInput, Settings } from "@/lib/api/settings";
import { formatDuration } from "@/lib/domain/duration";
import { findBrokenRule, type SessionRules } from "@/lib/domain/session-rules";
import { AppError } from "@/lib/server/errors";
import { recordChange } from "@/lib/server/services/audit/record-change";
import type { ServiceContext } from "@/lib/server/services/service-context";
import { readDefaultTimeout } from "./default-timeout";
import { readSettings } from "./read";
import { readSessionRules, writeSessionRules } from "./session-rules";

/** Sessions that are running keep what they were created with. */
export async function saveSessionRules(ctx: ServiceContext, rules: SaveSessionRulesInput): Promise<Settings> {
  await requireRoomForDefault(ctx, rules);
  await recordChange(
    ctx,
    (before) => ({ action: "settings.session-rules", before: audited(before), after: audited(rules) }),
    async () => {
      const before = await readSessionRules(ctx.database);
      await writeSessionRules(ctx.database, rules);
      return before;
    },
  );
  return readSettings(ctx);
}

/** Or whoever names no timeout could create nothing. */
async function requireRoomForDefault({ database, feed }: ServiceContext, rules: SessionRules): Promise<void> {
  const ours = await readDefaultTimeout(database);
  const timeoutSeconds = ours ?? (await feed.read()).project?.defaultTimeoutSeconds;
  const broken = findBrokenRule(rules, { keepAlive: false, timeoutSeconds, role: "admin" });
  if (!broken || timeoutSeconds === undefined) return;
  const field = timeoutSeconds < (rules.minTimeoutSeconds ?? 0) ? "minTimeoutSeconds" : "maxTimeoutSeconds";
  const message = `${field} leaves no room for the default timeout, which is ${formatDuration(timeoutSeconds)}. Change that first.`;
  throw new AppError("conflict", message, { field });
}

function audited({ keepAliveRoles, ...rules }: SessionRules) {
  return { ...rules, keepAliveFor: keepAliveRoles.join(", ") || null };
}
