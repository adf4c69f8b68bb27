import { ChangeWebhookInput, WebhookIdInput } from "@/lib/api/webhooks";
import { route } from "@/lib/server/http/route";
import { changeWebhook } from "@/lib/server/services/webhooks/change";
import { removeWebhook } from "@/lib/server/services/webhooks/remove";

export const PUT = route("PUT /api/webhooks/[id]", ChangeWebhookInput, changeWebhook);
export const DELETE = route("DELETE /api/webhooks/[id]", WebhookIdInput, removeWebhook);
