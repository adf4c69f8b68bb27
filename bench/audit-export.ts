import { pino } from "pino";
import { EXPORT_FORMATS, type ExportFormat } from "@/lib/api/audit";
import type { DatabaseConnection } from "@/lib/server/db/database";
import { exportAudit } from "@/lib/server/services/audit/export";

const SAMPLE_EVERY_MS = 50;
const MEGABYTE = 1e6;

/** How fast the whole log becomes a file, and how much memory the server takes meanwhile, beside the file's size. */
export async function measureExports(database: DatabaseConnection, entries: number): Promise<string[][]> {
  const rows = [["export of all", "entries per second", "took", "memory before, most", "file"]];
  for (const format of EXPORT_FORMATS) {
    const { seconds, bytes, memoryBefore, memoryMost } = await measureExport(database, format);
    rows.push([
      format.toUpperCase(),
      Math.round(entries / seconds).toLocaleString("en"),
      `${seconds.toFixed(1)} s`,
      `${megabytes(memoryBefore)}, ${megabytes(memoryMost)}`,
      megabytes(bytes),
    ]);
  }
  return rows;
}

async function measureExport(database: DatabaseConnection, format: ExportFormat) {
  const ctx = { database, actor: { kind: "system" }, log: pino({ level: "silent" }) } as const;
  // What was measured before left its garbage, which would hide what this takes.
  globalThis.gc?.();
  const memoryBefore = memoryNow();
  let memoryMost = memoryBefore;
  const sampling = setInterval(() => {
    memoryMost = Math.max(memoryMost, memoryNow());
  }, SAMPLE_EVERY_MS);
  const startedAt = performance.now();
  let bytes = 0;
  const { body } = await exportAudit(ctx, { format });
  for await (const piece of body ?? []) bytes += piece.byteLength;
  clearInterval(sampling);
  return { seconds: (performance.now() - startedAt) / 1000, bytes, memoryBefore, memoryMost };
}

/** What is in use, and not what the process holds: filling the log left it with room that would hide all of it. */
function memoryNow(): number {
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / MEGABYTE)} MB`;
}
