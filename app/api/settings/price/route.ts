import { SavePriceInput } from "@/lib/api/settings";
import { route } from "@/lib/server/http/route";
import { savePrice } from "@/lib/server/services/settings/save-price";

export const PUT = route("PUT /api/settings/price", SavePriceInput, savePrice);
