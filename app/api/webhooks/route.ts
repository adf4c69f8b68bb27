import { NoInput } from "@/lib/api/no-input";
import { CreateWebhookInput } from "@/lib/api/webhooks";
import { route } from "@/lib/server/http/route";
import { createWebhook } from "@/lib/server/services/webhooks/create";
import { listWebhooks } from "@/lib/server/services/webhooks/list";

export const GET = route("GET /api/webhooks", NoInput, listWebhooks);
export const POST = route("POST /api/webhooks", CreateWebhookInput, createWebhook, { status: 201 });
