import { type Logger, pino } from "pino";
import { redactSecrets } from "./upstream/redact-secrets";

export type Log = Pick<Logger, "debug" | "info" | "warn" | "error">;

/** One JSON line per event on stdout. Secrets are taken out of the finished line, so that no field can be forgotten. */
export function createLog(level: string, secrets: readonly string[]): Logger {
  return pino({
    level,
    base: undefined,
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: serializeError },
    hooks: { streamWrite: (line) => redactSecrets(line, secrets) },
  });
}

type SerializedError = { name: string; message: string; stack?: string; cause?: SerializedError };

/** Only what an Error is by definition: the SDK's errors also carry whole answers and their headers. */
function serializeError(error: unknown): SerializedError {
  if (!(error instanceof Error)) return { name: typeof error, message: String(error) };
  const cause = error.cause === undefined ? undefined : serializeError(error.cause);
  return { name: error.name, message: error.message, stack: error.stack, cause };
}
