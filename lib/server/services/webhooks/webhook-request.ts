import { Webhook } from "standardwebhooks";
import type { NoticeKind, WebhookFormat } from "@/lib/domain/notice";
import { noticePath } from "@/lib/domain/notice-path";
import { shortId } from "@/lib/domain/session";

/** What a receiver is told. `id` is the same each time that it is tried. */
export type WebhookMessage = {
  id: string;
  type: NoticeKind | "webhook.test";
  /** Epoch ms. */
  at: number;
  message: string;
  sessionId?: string;
  data?: unknown;
};

export type WebhookTarget = { url: string; format: WebhookFormat; secret: string };
type WebhookRequest = { headers: Record<string, string>; body: string };

type Options = {
  /** Where people open the console, for a link to what is told of; absent when only this machine can. */
  consoleUrl?: string;
  /** Epoch ms of this attempt. */
  now: number;
};

/** One message to Slack tells all that is due, so that its limit of one a second holds back little. */
export function toSlackRequest(messages: readonly WebhookMessage[], { consoleUrl }: Options): WebhookRequest {
  const lines = messages.map((message) => {
    const text = escapeForSlack(message.message);
    const url = linkTo(message, consoleUrl);
    return url ? `${text} <${url}|Open ${message.sessionId ? shortId(message.sessionId) : "the list"}>` : text;
  });
  // Nothing but our own words and links: no name that somebody chose becomes a mention or a link.
  const body = JSON.stringify({ text: lines.join("\n"), unfurl_links: false });
  return { headers: HEADERS, body };
}

/** As https://www.standardwebhooks.com says; the secret begins with `whsec_`. */
export function toStandardRequest(told: WebhookMessage, secret: string, { consoleUrl, now }: Options): WebhookRequest {
  const { id, type, at, message, sessionId, data } = told;
  const details = typeof data === "object" ? data : undefined;
  const body = JSON.stringify({
    type,
    timestamp: new Date(at).toISOString(),
    data: { ...details, message, sessionId, url: linkTo(told, consoleUrl) },
  });
  const signature = new Webhook(secret).sign(id, new Date(now), body);
  return {
    headers: {
      ...HEADERS,
      "webhook-id": id,
      "webhook-timestamp": String(Math.floor(now / 1000)),
      "webhook-signature": signature,
    },
    body,
  };
}

const HEADERS = { "content-type": "application/json", "user-agent": "Keepwatch" };

/** The three characters that mean something to Slack. */
function escapeForSlack(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function linkTo({ type, sessionId }: WebhookMessage, consoleUrl: string | undefined): string | undefined {
  const path = type === "webhook.test" ? undefined : noticePath({ kind: type, sessionId });
  return path && consoleUrl ? `${consoleUrl}${path}` : undefined;
}
