import type { NoticeKind, WebhookFormat } from "./notice";

/** What people read: the kind's name, and when exactly it is told. */
export const NOTICE_LABELS: Record<NoticeKind, { name: string; when: string }> = {
  "session.timing-out": {
    name: "About to time out while in use",
    when: "5 minutes before the end, or at its half if it is shorter than 10, when it was used within the last minutes. Without keepAlive its client is still connected, and that is enough.",
  },
  "session.idle": {
    name: "Idle for long",
    when: "A keepAlive session that nobody has used for 30 minutes. Again when it was used in between. More than 3 at once are one notice.",
  },
  "slots.nearly-full": {
    name: "Slots nearly used up",
    when: "9 of 10 slots are in use. Again after 2 of 10 were free.",
  },
  "release.failed": {
    name: "Sessions could not be released",
    when: "A release is over, and sessions of it still run: upstream refused, or it was given up.",
  },
  "policy.acted": { name: "A policy released sessions", when: "Each time that it does." },
  "policy.stopped": {
    name: "A policy was stopped",
    when: "Its circuit breaker stopped it, and it waits for an admin.",
  },
  "upstream.failing": {
    name: "Upstream is failing",
    when: "For a minute. Again after it was well for a minute.",
  },
};

export const FORMAT_LABELS: Record<WebhookFormat, { name: string; what: string }> = {
  standard: {
    name: "Signed JSON",
    what: "As Standard Webhooks says: JSON that your receiver can verify with a secret.",
  },
  slack: {
    name: "Slack",
    what: "For an incoming webhook of Slack, and for what takes its messages. Nothing is signed.",
  },
};
