import { retryAfterSeconds } from "@/lib/server/upstream/retry-after";
import type { WebhookTarget } from "./webhook-request";

const TIMEOUT_MS = 10_000;

/** `error` is for people, and holds nothing of the address. */
export type SendResult =
  | { isDelivered: true; status: number }
  | { isDelivered: false; status?: number; error: string; retryAfterSeconds?: number; isGone: boolean };

type Options = {
  fetch: typeof fetch;
  /** Epoch ms. */
  now: () => number;
  /** Aborted when the server stops. */
  signal?: AbortSignal;
};

/**
 * One attempt. Redirects are not followed: they could lead a signed message anywhere. What the receiver says beside its
 * status is not read. Rejects only when it is aborted.
 */
export async function sendWebhook(
  { url }: Pick<WebhookTarget, "url">,
  request: { headers: Record<string, string>; body: string },
  { fetch, now, signal }: Options,
): Promise<SendResult> {
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  try {
    const response = await fetch(url, {
      method: "POST",
      ...request,
      redirect: "manual",
      cache: "no-store",
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    });
    await response.body?.cancel();
    return toResult(response, now());
  } catch (error) {
    if (signal?.aborted) throw error;
    const reason = timeout.aborted ? `It did not answer within ${TIMEOUT_MS / 1000} s.` : describeFailure(error);
    return { isDelivered: false, error: reason, isGone: false };
  }
}

function toResult({ ok, status, headers }: Response, now: number): SendResult {
  if (ok) return { isDelivered: true, status };
  return {
    isDelivered: false,
    status,
    error: describeStatus(status),
    retryAfterSeconds: retryAfterSeconds(headers.get("retry-after"), now),
    isGone: status === 410,
  };
}

function describeStatus(status: number): string {
  if (status === 410) return "It answered 410: it wants no more, so the webhook is paused.";
  if (status >= 300 && status < 400) return `It answered ${status}, and redirects are not followed.`;
  return `It answered ${status}.`;
}

/** By its code alone: the words of such an error may quote the address. */
function describeFailure(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : undefined;
  if (code === "ECONNREFUSED") return "The connection was refused.";
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") return "Its host is not known.";
  return code && /^\w{1,40}$/.test(code) ? `The connection failed (${code}).` : "The connection failed.";
}
