import type { ErrorCode } from "@/lib/api/errors";

type Details = {
  cause?: unknown;
  /** The input that was wrong, as a path. */
  field?: string;
  retryAfterSeconds?: number;
};

/** A failure with a message fit for people: it says what happened and what to do, and holds no secret. */
export class AppError extends Error {
  override name = "AppError";
  readonly code: ErrorCode;
  readonly field?: string;
  readonly retryAfterSeconds?: number;

  constructor(code: ErrorCode, message: string, { cause, field, retryAfterSeconds }: Details = {}) {
    super(message, { cause });
    this.code = code;
    this.field = field;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** By name: Next bundles this module several times, so one process has several classes AppError. */
export function isAppError(error: unknown): error is AppError {
  return error instanceof Error && error.name === "AppError";
}

export const STATUS_BY_CODE: Readonly<Record<ErrorCode, number>> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  payload_too_large: 413,
  unsupported_media_type: 415,
  rate_limited: 429,
  internal: 500,
  upstream_refused: 502,
  upstream_unreadable: 502,
  upstream_unavailable: 503,
};
