import type { SaveOwnerKeyInput, Settings } from "@/lib/api/settings";
import { recordChange } from "@/lib/server/services/audit/record-change";
import type { ServiceContext } from "@/lib/server/services/service-context";
import { OWNER_KEY, readOwnFacts } from "./own-facts";
import { readSettings } from "./read";
import { writeSetting } from "./write-setting";

export async function saveOwnerKey(ctx: ServiceContext, { ownerKey }: SaveOwnerKeyInput): Promise<Settings> {
  await recordChange(
    ctx,
    (before) => ({ action: "settings.owner-key", before: { ownerKey: before }, after: { ownerKey } }),
    async () => {
      const before = await readOwnFacts(ctx.database);
      await writeSetting(ctx.database, OWNER_KEY, { ownerKey });
      return before.ownerKey;
    },
  );
  await ctx.feed.learnOwnFacts();
  return readSettings(ctx);
}
