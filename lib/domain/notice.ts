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

/** What was told of; without a `sessionId` a notice of a session is one for many. `at` is on upstream's clock. */
export type Notice = { id: number; at: number; kind: NoticeKind; sessionId?: string; message: string };

/** Something to tell of. `onceKey` is its kind, its subject and the deadline: where that is the same, it is told once. */
export type DueNotice = Omit<Notice, "id" | "at"> & { onceKey: string; data?: Readonly<Record<string, unknown>> };

/** `slack`: what Slack and those that understand its messages take. `standard`: JSON, signed as Standard Webhooks are. */
export const WEBHOOK_FORMATS = ["slack", "standard"] as const;
export type WebhookFormat = (typeof WEBHOOK_FORMATS)[number];

export const DELIVERY_STATES = ["waiting", "delivered", "failed"] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** In the page, and by the browser, which shows it also while another page is in front. */
export type NoticeWay = "page" | "browser";

/** How a person is told of each kind; what is left out is not told. */
export type NoticeChoices = Partial<Record<NoticeKind, Record<NoticeWay, boolean>>>;

/** Of whoever has not chosen yet. A browser tells nobody who has not asked it to. */
export const DEFAULT_NOTICE_CHOICES: NoticeChoices = Object.fromEntries(
  NOTICE_KINDS.map((kind) => [kind, { page: true, browser: false }]),
);

/** Keeps a page from ever telling more of the past than its panel holds. */
export const TOLD_NOTICES = 20;
export const TOLD_FOR_MS = 60 * 60_000;
