/** What people are told of. */
export const NOTICE_KINDS = [
  "session.timing-out",
  "session.idle",
  "slots.nearly-full",
  "policy.acted",
  "policy.stopped",
  "upstream.failing",
] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** `slack`: what Slack and those that understand its messages take. `standard`: JSON, signed as Standard Webhooks are. */
export const WEBHOOK_FORMATS = ["slack", "standard"] as const;
export type WebhookFormat = (typeof WEBHOOK_FORMATS)[number];

export const DELIVERY_STATES = ["waiting", "delivered", "failed"] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** How a person is told of each kind; what is left out is not told. */
export type NoticeChoices = Partial<Record<NoticeKind, { page: boolean; browser: boolean }>>;
