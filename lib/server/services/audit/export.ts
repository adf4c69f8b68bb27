import type { AuditFilter, ExportAuditInput, ExportFormat } from "@/lib/api/audit";
import type { AuditOutcome } from "@/lib/domain/audit";
import type { ServiceContext } from "@/lib/server/services/service-context";
import { AUDIT_LOG_FILES } from "./audit-log-file";
import { readEntries } from "./read-entries";
import { endEntry, writeEntry } from "./record";

const BATCH_ENTRIES = 1000;

type Context = Pick<ServiceContext, "actor" | "address" | "requestId" | "database" | "log">;
type Ending = { outcome: AuditOutcome; detail?: string };

/**
 * The log, or what the filter lets pass, as a file that is made while it is being sent: a batch is read when the client
 * has taken what came before, so the length of the log is no matter. That it was asked for is recorded before anything
 * leaves, and in the end how far it came.
 */
export async function exportAudit(ctx: Context, { format, ...filter }: ExportAuditInput): Promise<Response> {
  const pieces = recordedPieces(ctx, format, filter);
  // One piece ahead, so that a database that fails at once is answered as an error and not as half a file.
  let ahead = await pieces.next();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      if (ahead.done) return controller.close();
      controller.enqueue(ahead.value);
      ahead = await pieces.next();
    },
    async cancel() {
      await pieces.return();
    },
  });
  return new Response(body, {
    headers: {
      "content-type": AUDIT_LOG_FILES[format].contentType,
      "content-disposition": `attachment; filename="keepwatch-audit-${new Date().toISOString().slice(0, 10)}.${format}"`,
    },
  });
}

async function* recordedPieces(
  ctx: Context,
  format: ExportFormat,
  filter: AuditFilter,
): AsyncGenerator<Uint8Array, void> {
  const asked = { format, ...toReadable(filter) };
  const id = await writeEntry(ctx, { action: "audit.export", after: asked }, "requested");
  const encoder = new TextEncoder();
  let entries = 0;
  let ending: Ending = { outcome: "failed", detail: "Whoever asked for it went away before it was complete." };
  try {
    for await (const { text, count } of writeFile(ctx, format, filter)) {
      yield encoder.encode(text);
      entries += count;
    }
    ending = { outcome: "done" };
  } catch (err) {
    ctx.log.error({ err, auditEntry: id }, "an export of the audit log broke off");
    ending = { outcome: "failed", detail: "Something failed inside Keepwatch." };
    throw err;
  } finally {
    await endEntry(ctx, id, { ...ending, after: { ...asked, entries } }).catch((err: unknown) =>
      ctx.log.error({ err, auditEntry: id }, "the end of an audit entry could not be written"),
    );
  }
}

type Piece = { text: string; count: number };

async function* writeFile(ctx: Context, format: ExportFormat, filter: AuditFilter): AsyncGenerator<Piece, void> {
  const file = AUDIT_LOG_FILES[format];
  let batch = await readEntries(ctx.database, filter, { limit: BATCH_ENTRIES });
  yield { text: file.begin + file.write(batch.entries, true), count: batch.entries.length };
  while (batch.next) {
    batch = await readEntries(ctx.database, filter, { before: batch.next, limit: BATCH_ENTRIES });
    yield { text: file.write(batch.entries, false), count: batch.entries.length };
  }
  yield { text: file.end, count: 0 };
}

function toReadable({ from, to, ...filter }: AuditFilter) {
  return { ...filter, from: from && new Date(from).toISOString(), to: to && new Date(to).toISOString() };
}
