import { STATUS_CODES } from "node:http";
import type { ErrorBody } from "@/lib/api/errors";
import { AppError, isAppError, STATUS_BY_CODE } from "@/lib/server/errors";
import type { Log } from "@/lib/server/log";

/** The answer to a failed request. What is not for the screen goes to the log, under the same request id. */
export function errorResponse(failure: unknown, requestId: string, log: Log): Response {
  const { code, message, field, retryAfterSeconds, cause } = toAppError(failure, requestId);
  const statusCode = STATUS_BY_CODE[code];
  if (code === "internal") log.error({ requestId, err: cause ?? failure }, "request failed");
  else log.info({ requestId, code, reason: message, err: cause }, "request refused");
  const error = STATUS_CODES[statusCode] ?? "Error";
  const body: ErrorBody = { statusCode, error, message, code, field, requestId };
  const headers = new Headers();
  if (retryAfterSeconds !== undefined) headers.set("retry-after", String(retryAfterSeconds));
  return Response.json(body, { status: statusCode, headers });
}

function toAppError(failure: unknown, requestId: string): AppError {
  if (isAppError(failure)) return failure;
  const message = `Something failed inside Keepwatch. Its log says what, under ${requestId}.`;
  return new AppError("internal", message, { cause: failure });
}
