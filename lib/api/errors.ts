/** Why a request failed, as a closed list that code may switch on. */
export const ERROR_CODES = [
  "invalid",
  "unauthenticated",
  "forbidden",
  "not_found",
  "conflict",
  "payload_too_large",
  "unsupported_media_type",
  "rate_limited",
  "upstream_refused",
  "upstream_unreadable",
  "upstream_unavailable",
  "internal",
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

/** Every error answer: Browserbase's shape, and beside it what our own pages want. */
export type ErrorBody = {
  statusCode: number;
  error: string;
  message: string;
  code: ErrorCode;
  /** The input that was wrong, as a path: `timeoutSeconds`, `viewport.width`. */
  field?: string;
  /** Found in the server's log beside the details that are not for the screen. */
  requestId: string;
};
