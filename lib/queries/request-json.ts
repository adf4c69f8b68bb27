import type { ErrorBody } from "@/lib/api/errors";

/** Our server refused or could not be reached. `body` is absent when no answer of ours arrived. */
class RequestError extends Error {
  override name = "RequestError";
  constructor(
    message: string,
    readonly body?: ErrorBody,
  ) {
    super(message);
  }
}

/**
 * Calls one of our own routes. The answer is believed: page and server come from the same build.
 * @throws RequestError with a message fit for people
 */
export async function requestJson<Answer>(
  path: string,
  options: {
    method?: "GET" | "POST" | "PUT" | "DELETE";
    body?: unknown;
    signal?: AbortSignal;
    timeoutMs?: number;
  } = {},
): Promise<Answer> {
  const { method = "GET", body, signal, timeoutMs = 30_000 } = options;
  const timeout = AbortSignal.timeout(timeoutMs);
  const response = await fetch(path, {
    method,
    headers: method === "GET" ? undefined : { "content-type": "application/json" },
    body: method === "GET" ? undefined : JSON.stringify(body ?? {}),
    signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
  }).catch((cause: unknown) => {
    if (signal?.aborted) throw cause;
    throw new RequestError("Keepwatch's server does not answer. Check that it is running.");
  });
  const answer: unknown = await response.json().catch(() => undefined);
  if (response.ok && answer !== undefined) return answer as Answer;
  const errorBody = isErrorBody(answer) ? answer : undefined;
  throw new RequestError(errorBody?.message ?? `Keepwatch's server answered ${response.status}.`, errorBody);
}

/** Whether our server answered, so that it is known what became of the request. */
export function isAnswered(error: Error): boolean {
  return error instanceof RequestError && error.body !== undefined;
}

/** The input that our server found wrong. */
export function wrongField(error: Error | null): string | undefined {
  return error instanceof RequestError ? error.body?.field : undefined;
}

/** Whether it was asked for too often, or while all slots were held. */
export function isRateLimited(error: Error): boolean {
  return error instanceof RequestError && error.body?.code === "rate_limited";
}

/** Whether our server answered that nobody is signed in here, or whoever was is no longer. */
export function isUnauthenticated(error: Error): boolean {
  return error instanceof RequestError && error.body?.code === "unauthenticated";
}

function isErrorBody(answer: unknown): answer is ErrorBody {
  return typeof answer === "object" && answer !== null && "message" in answer && "code" in answer;
}
