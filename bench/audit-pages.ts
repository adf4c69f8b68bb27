import { asc, desc, sql } from "drizzle-orm";
import type { AuditCursor, AuditFilter } from "@/lib/api/audit";
import type { DatabaseConnection } from "@/lib/server/db/database";
import { auditEntry } from "@/lib/server/db/schema";
import { readEntries } from "@/lib/server/services/audit/read-entries";
import { explainEntries } from "@/lib/server/services/audit/testing/explain-entries";
import { NEWEST_AT } from "@/lib/server/services/audit/testing/fill-audit";
import { medianMs } from "./median-ms";

const PAGE_ENTRIES = 50;
const DAY_MS = 24 * 3600_000;

type Page = { title: string; filter: AuditFilter; before?: AuditCursor };

/** How long a page takes, filtered or deep in, beside the first page of all. */
export async function measurePages(database: DatabaseConnection, entries: number): Promise<string[][]> {
  const rows = [["one page of 50 entries", "median", "the first page", "rows read", "by the index"]];
  let firstMs = 0;
  for (const { title, filter, before } of await pagesOf(database, entries)) {
    const window = { before, limit: PAGE_ENTRIES };
    const ms = await medianMs(() => readEntries(database, filter, window));
    firstMs ||= ms;
    const { indexes, read } = await explainEntries(database, filter, window);
    rows.push([title, `${ms.toFixed(2)} ms`, `× ${(ms / firstMs).toFixed(1)}`, String(read), indexes.join(", ")]);
  }
  return [...rows, await byOffset(database, entries, firstMs)];
}

async function pagesOf({ db }: DatabaseConnection, entries: number): Promise<Page[]> {
  const deep = NEWEST_AT - entries * 0.9 * 60_000;
  const [oldest] = await db
    .select({ session: auditEntry.sessionId })
    .from(auditEntry)
    .where(sql`${auditEntry.sessionId} is not null`)
    .orderBy(asc(auditEntry.at))
    .limit(1);
  return [
    { title: "the first", filter: {} },
    { title: "nine tenths of the log deep", filter: {}, before: { atMicros: deep * 1000, id: 0 } },
    { title: "a person who did half of all", filter: { who: "agent@keepwatch.test" } },
    { title: "a person who did one in fifty", filter: { who: "person7@keepwatch.test" } },
    { title: "a person who did nothing", filter: { who: "nobody@keepwatch.test" } },
    { title: "the oldest session", filter: { session: oldest?.session ?? "" } },
    { title: "a frequent action", filter: { what: ["session.release"] } },
    { title: "what failed, one in a thousand", filter: { outcome: "failed" } },
    {
      title: "a person's failed releases",
      filter: { who: "agent@keepwatch.test", what: ["session.release"], outcome: "failed" },
    },
    { title: "one day, deep in", filter: { from: deep - DAY_MS, to: deep } },
  ];
}

/** What the deep page would cost if pages were counted. */
async function byOffset({ db }: DatabaseConnection, entries: number, firstMs: number): Promise<string[]> {
  const { at, id } = auditEntry;
  const offset = Math.floor(entries * 0.9);
  const ms = await medianMs(() =>
    db.select().from(auditEntry).orderBy(desc(at), desc(id)).limit(PAGE_ENTRIES).offset(offset),
  );
  return ["(the deep one by OFFSET, not used)", `${ms.toFixed(2)} ms`, `× ${(ms / firstMs).toFixed(1)}`, "", ""];
}
