import { type AuditNote, type RecordContext, writeEntry } from "./record";

/**
 * A change of our own rows and its entry, in one transaction: there is neither without the other. `note` may be made of
 * what the change gave.
 */
export function recordChange<Result>(
  ctx: RecordContext,
  note: AuditNote | ((result: Result) => AuditNote),
  change: () => Promise<Result>,
): Promise<Result> {
  return ctx.database.inTransaction(async () => {
    const result = await change();
    await writeEntry(ctx, typeof note === "function" ? note(result) : note, "done");
    return result;
  });
}
