import { sql } from "drizzle-orm";
import type { DatabaseConnection } from "@/lib/server/db/database";
import { auditEntry } from "@/lib/server/db/schema";
import { findPostgresBin } from "@/lib/server/db/testing/find-postgres-bin";
import { openEmbeddedTestDatabase, openPostgresTestDatabase } from "@/lib/server/db/testing/open-test-database";
import { type PostgresServer, startPostgresServer } from "@/lib/server/db/testing/postgres-server";
import { fillAudit } from "@/lib/server/services/audit/testing/fill-audit";
import { measureExports } from "./audit-export";
import { measurePages } from "./audit-pages";
import { printTable } from "./print-table";

/**
 * `npm run bench:audit`: the audit log with a million entries, or as many as the first argument says, on the embedded
 * database and, where one is installed, on PostgreSQL. Both in folders of their own that go afterwards.
 */
const entries = Number(process.argv[2] ?? 1_000_000);

const embedded = await openEmbeddedTestDatabase();
await measure(embedded.connection).finally(embedded.remove);
const server = (await findPostgresBin()) && (await startPostgresServer());
if (server) await measureOn(server).finally(server.stop);
else process.stdout.write("\nPostgreSQL is not installed: only the embedded database was measured.\n");

async function measureOn(server: PostgresServer): Promise<void> {
  const connection = await openPostgresTestDatabase(server);
  await measure(connection).finally(connection.close);
}

async function measure(connection: DatabaseConnection): Promise<void> {
  const startedAt = performance.now();
  await fillAudit(connection, entries);
  const filledIn = (performance.now() - startedAt) / 1000;
  // PostgreSQL does so by itself before long, and Keepwatch once a day in the embedded one.
  await connection.db.execute(sql`vacuum analyze ${auditEntry}`);
  process.stdout.write(
    `\n${entries.toLocaleString("en")} entries on the ${connection.kind} database, filled in ${filledIn.toFixed(0)} s\n\n`,
  );
  printTable(await measurePages(connection, entries));
  process.stdout.write("\n");
  printTable(await measureExports(connection, entries));
}
