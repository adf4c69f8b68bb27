import { isAppError } from "@/lib/server/errors";
import type { Log } from "@/lib/server/log";
import { type AuditNote, endEntry, type RecordContext, writeEntry } from "./record";

type Options<Result> = {
  /** What the entry says in the end beside its outcome, made of what upstream answered. */
  learn?: (result: Result) => { after?: unknown; sessionId?: string; detail?: string };
};

/**
 * Something done outside our database: it is recorded as requested before it is asked for, and how it ended afterwards.
 * When it cannot be recorded it is not done. When only its end cannot be recorded, the entry stays `requested`, and is
 * called unknown later.
 */
export async function recordEffect<Result>(
  ctx: RecordContext & { log: Log },
  note: AuditNote,
  act: () => Promise<Result>,
  { learn }: Options<Result> = {},
): Promise<Result> {
  const id = await writeEntry(ctx, note, "requested");
  try {
    const result = await act();
    await end({ outcome: "done", ...learn?.(result) });
    return result;
  } catch (error) {
    await end({ outcome: isRefusal(error) ? "refused" : "failed", detail: reasonOf(error) });
    throw error;
  }

  function end(ending: Parameters<typeof endEntry>[2]): Promise<void> {
    return endEntry(ctx, id, ending).catch((err: unknown) =>
      ctx.log.error({ err, auditEntry: id, ending: ending.outcome }, "the end of an audit entry could not be written"),
    );
  }
}

function isRefusal(error: unknown): boolean {
  return isAppError(error) && (error.code === "upstream_refused" || error.code === "rate_limited");
}

/** Only messages that were made for people. */
function reasonOf(error: unknown): string {
  return isAppError(error) ? error.message : "Something failed inside Keepwatch.";
}
