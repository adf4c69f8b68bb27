import * as z from "zod/mini";
import {
  type DeliveryState,
  NOTICE_KINDS,
  type NoticeKind,
  WEBHOOK_FORMATS,
  type WebhookFormat,
} from "@/lib/domain/notice";
import { cursorSchema } from "./notices";

export const MAX_WEBHOOKS = 20;

const idSchema = z.string().check(z.regex(/^[\w-]{1,64}$/, "must be an id"));
const nameSchema = z
  .string("must be text")
  .check(z.trim(), z.minLength(1, "must not be empty"), z.maxLength(80, "must be at most 80 characters"));
const kindsSchema = z
  .array(z.enum(NOTICE_KINDS, `must be some of ${NOTICE_KINDS.join(", ")}`), "must be a list")
  .check(z.minLength(1, "must name at least one kind"), z.maxLength(NOTICE_KINDS.length, "must name each kind once"));
const urlSchema = z
  .string("must be an address")
  .check(
    z.trim(),
    z.maxLength(2000, "must be at most 2000 characters"),
    z.refine(isWebhookUrl, "must be an http:// or https:// address without a user or a password in it"),
  );

/** `POST /api/webhooks`. The address is a secret from then on: what answers holds no more of it than its host. */
export const CreateWebhookInput = z.strictObject({
  name: nameSchema,
  url: urlSchema,
  format: z.enum(WEBHOOK_FORMATS, `must be one of ${WEBHOOK_FORMATS.join(", ")}`),
  kinds: kindsSchema,
});
export type CreateWebhookInput = z.infer<typeof CreateWebhookInput>;

/** The `[id]` of a webhook's routes. */
export const WebhookIdInput = z.strictObject({ id: idSchema });
export type WebhookIdInput = z.infer<typeof WebhookIdInput>;

/** `PUT /api/webhooks/[id]`. What is left out stays as it is. */
export const ChangeWebhookInput = z.strictObject({
  id: idSchema,
  name: z.optional(nameSchema),
  kinds: z.optional(kindsSchema),
  isPaused: z.optional(z.boolean("must be true or false")),
});
export type ChangeWebhookInput = z.infer<typeof ChangeWebhookInput>;

/** `GET /api/webhooks/[id]/deliveries`: newest first. */
export const ListDeliveriesInput = z.strictObject({ id: idSchema, cursor: z.optional(cursorSchema) });
export type ListDeliveriesInput = z.infer<typeof ListDeliveriesInput>;

/** `POST /api/webhooks/[id]/retry`. */
export const RetryDeliveryInput = z.strictObject({
  id: idSchema,
  deliveryId: z
    .number("must be a delivery's id")
    .check(z.int("must be a delivery's id"), z.positive("must be a delivery's id")),
});
export type RetryDeliveryInput = z.infer<typeof RetryDeliveryInput>;

/** `GET /api/webhooks`, and the answer to most changes. Instants are epoch ms by the server's clock, which `now` tells. */
export type WebhookList = { now: number; webhooks: WebhookRow[] };

export type WebhookRow = {
  id: string;
  name: string;
  /** Its host and no more. */
  address: string;
  format: WebhookFormat;
  kinds: NoticeKind[];
  createdBy: string;
  createdAt: number;
  pausedAt: number | null;
  /** Of the last 30 days. */
  deliveries: Record<DeliveryState, number>;
};

/** The secret is in this answer only. `null` for the Slack format, which signs nothing. */
export type WebhookSecretResult = WebhookList & { secret: string | null };

/** `POST /api/webhooks/[id]/test`. */
export type TestWebhookResult = { isDelivered: boolean; status: number | null; error: string | null };

export type DeliveryRow = {
  id: number;
  state: DeliveryState;
  attempts: number;
  /** `null` when there will be none. */
  nextAttemptAt: number | null;
  lastStatus: number | null;
  lastError: string | null;
  settledAt: number | null;
  notice: { kind: NoticeKind; message: string; at: number };
};

export type DeliveryPage = { now: number; deliveries: DeliveryRow[]; next: string | null };

function isWebhookUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password, hostname } = new URL(text);
  return (protocol === "https:" || protocol === "http:") && hostname !== "" && username === "" && password === "";
}
