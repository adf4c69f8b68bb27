import { sql } from "drizzle-orm";
import { auditEntry } from "@/lib/server/db/schema";
import { findPostgresBin } from "@/lib/server/db/testing/find-postgres-bin";
import { TEST_DATABASES } from "@/lib/server/db/testing/test-databases";
import { fillAudit } from "@/lib/server/services/audit/testing/fill-audit";
import { measureExports } from "./audit-export";
import { measurePages } from "./audit-pages";
import { printTable } from "./print-table";

/**
 * `npm run bench:audit`: the audit log with a million entries, or as many as the first argument says, on the embedded
 * database and, where one is installed, on PostgreSQL. Both in folders of their own that go afterwards.
 */
const entries = Number(process.argv[2] ?? 1_000_000);

await measure("embedded");
if (await findPostgresBin()) await measure("postgres");
else process.stdout.write("\nPostgreSQL is not installed: only the embedded database was measured.\n");

async function measure(kind: keyof typeof TEST_DATABASES): Promise<void> {
  const database = await TEST_DATABASES[kind]();
  if (!database) return;
  const { connection } = database;
  try {
    const startedAt = performance.now();
    await fillAudit(connection, entries);
    const filledIn = (performance.now() - startedAt) / 1000;
    // PostgreSQL does so by itself before long, and Keepwatch once a day in the embedded one.
    await connection.db.execute(sql`vacuum analyze ${auditEntry}`);
    process.stdout.write(
      `\n${entries.toLocaleString("en")} entries on the ${kind} database, filled in ${filledIn.toFixed(0)} s\n\n`,
    );
    printTable(await measurePages(connection, entries));
    process.stdout.write("\n");
    printTable(await measureExports(connection, entries));
  } finally {
    await database.remove();
  }
}
