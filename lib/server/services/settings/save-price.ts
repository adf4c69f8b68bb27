import type { SavePriceInput, Settings } from "@/lib/api/settings";
import { recordChange } from "@/lib/server/services/audit/record-change";
import type { ServiceContext } from "@/lib/server/services/service-context";
import { PRICE_KEY, readOwnFacts } from "./own-facts";
import { readSettings } from "./read";
import { writeSetting } from "./write-setting";

export async function savePrice(ctx: ServiceContext, { usdPerHour }: SavePriceInput): Promise<Settings> {
  await recordChange(
    ctx,
    (before) => ({ action: "settings.price", before: { usdPerHour: before }, after: { usdPerHour } }),
    async () => {
      const before = await readOwnFacts(ctx.database);
      await writeSetting(ctx.database, PRICE_KEY, { usdPerHour });
      return before.usdPerHour;
    },
  );
  await ctx.feed.learnOwnFacts();
  return readSettings(ctx);
}
