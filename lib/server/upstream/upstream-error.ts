import { APIConnectionError, APIError, APIUserAbortError } from "@browserbasehq/sdk";
import { AppError, isAppError } from "@/lib/server/errors";
import type { UpstreamName } from "./name-upstream";
import { redactSecrets } from "./redact-secrets";
import { retryAfterSeconds } from "./retry-after";
import { WireError } from "./wire";

const MAX_MESSAGE_CHARACTERS = 300;

type Call = { upstream: UpstreamName; timeoutMs: number; apiKey: string };

/** Any failure of a call to upstream as an AppError that people can act on. */
export function toUpstreamError(error: unknown, { upstream, timeoutMs, apiKey }: Call): AppError {
  if (isAppError(error)) return error;
  if (isAborted(error)) {
    const message = `${upstream.name} did not answer within ${timeoutMs / 1000} seconds.`;
    return new AppError("upstream_unavailable", message, { cause: error });
  }
  if (error instanceof APIError && error.status !== undefined) {
    return fromStatus(error.status, upstream, error, messageOf(error, apiKey));
  }
  const message = `${upstream.name} cannot be reached at ${upstream.url}. Check that it is running.`;
  return new AppError("upstream_unavailable", message, { cause: error });
}

/** An answer that arrived whole and makes no sense. */
export function unreadableAnswer(upstream: UpstreamName, cause: unknown): AppError {
  return new AppError("upstream_unreadable", `${upstream.name} sent an answer that cannot be read.`, { cause });
}

function isAborted(error: unknown): boolean {
  if (error instanceof APIUserAbortError) return true;
  return error instanceof Error && !(error instanceof APIConnectionError) && /^(Abort|Timeout)Error$/.test(error.name);
}

function fromStatus(status: number, upstream: UpstreamName, error: APIError, said: string | undefined): AppError {
  const details = { cause: error, retryAfterSeconds: retryAfterSeconds(error.headers?.["retry-after"], Date.now()) };
  switch (status) {
    case 400:
    case 422:
      return new AppError("invalid", said ?? `${upstream.name} refused the request (${status}).`, details);
    case 401:
      return new AppError(
        "upstream_refused",
        `${upstream.name} refused the API key (401). ${upstream.keyHint}`,
        details,
      );
    case 404:
      return new AppError("not_found", said ?? `${upstream.name} does not know what was asked for (404).`, details);
    case 409:
      return new AppError("conflict", said ?? `${upstream.name} reports a conflict (409).`, details);
    case 429:
      return new AppError("rate_limited", said ?? `${upstream.name} asks to slow down (429).`, details);
    default:
      return status < 500
        ? new AppError("upstream_refused", said ?? `${upstream.name} refused the request (${status}).`, details)
        : new AppError("upstream_unavailable", `${upstream.name} has a problem of its own (${status}).`, details);
  }
}

/** Upstream's own words, when they are words: a proxy in between answers in HTML. */
function messageOf(error: APIError, apiKey: string): string | undefined {
  const body = WireError.safeParse(error.error);
  return body.success ? redactSecrets(body.data.message, [apiKey]).slice(0, MAX_MESSAGE_CHARACTERS) : undefined;
}
