import { RetryDeliveryInput } from "@/lib/api/webhooks";
import { route } from "@/lib/server/http/route";
import { retryDelivery } from "@/lib/server/services/webhooks/retry-delivery";

export const POST = route("POST /api/webhooks/[id]/retry", RetryDeliveryInput, retryDelivery);
