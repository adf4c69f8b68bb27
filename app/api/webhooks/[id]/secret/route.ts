import { WebhookIdInput } from "@/lib/api/webhooks";
import { route } from "@/lib/server/http/route";
import { rotateWebhookSecret } from "@/lib/server/services/webhooks/rotate-secret";

export const POST = route("POST /api/webhooks/[id]/secret", WebhookIdInput, rotateWebhookSecret);
