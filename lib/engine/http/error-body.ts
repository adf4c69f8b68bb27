import { STATUS_CODES } from "node:http";

/** The shape in which Browserbase reports every error. */
export function errorBody(statusCode: number, message: string) {
  return { statusCode, error: STATUS_CODES[statusCode] ?? "Error", message };
}
