import { ListDeliveriesInput } from "@/lib/api/webhooks";
import { route } from "@/lib/server/http/route";
import { listDeliveries } from "@/lib/server/services/webhooks/list-deliveries";

export const GET = route("GET /api/webhooks/[id]/deliveries", ListDeliveriesInput, listDeliveries);
