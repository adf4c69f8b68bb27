import { WebhookIdInput } from "@/lib/api/webhooks";
import { route } from "@/lib/server/http/route";
import { testWebhook } from "@/lib/server/services/webhooks/test-webhook";

export const POST = route("POST /api/webhooks/[id]/test", WebhookIdInput, testWebhook);
