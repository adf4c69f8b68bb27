import { drizzle } from "drizzle-orm/node-postgres";
import { migrate } from "drizzle-orm/node-postgres/migrator";
import { Pool, type PoolClient } from "pg";
import { StartupError } from "@/lib/process/startup-error";
import type { DatabaseConnection } from "./database";
import { joinTransactions } from "./join-transactions";
import * as schema from "./schema";

const CONNECT_TIMEOUT_MS = 5_000;
/** No query of ours takes nearly as long: its connection is broken, and is thrown away, so that the pool does not run dry. */
const QUERY_TIMEOUT_MS = 120_000;
/** Any number will do, as long as it is ours alone among the programs that share the database. */
const MIGRATION_LOCK = 5_337_928_241;

export function openPostgres(url: string, { queryTimeoutMs = QUERY_TIMEOUT_MS } = {}): DatabaseConnection {
  const pool = openPool(url, queryTimeoutMs);
  return {
    kind: "postgres",
    ...joinTransactions(drizzle({ client: pool, schema })),
    async ping() {
      await pool.query("select 1");
    },
    migrate: (migrationsFolder) => migrateAlone(url, migrationsFolder),
    close: () => pool.end(),
  };
}

function openPool(url: string, queryTimeoutMs?: number): Pool {
  const pool = new Pool({
    connectionString: url,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    query_timeout: queryTimeoutMs,
    application_name: "keepwatch",
  });
  // An idle connection that breaks is dropped by the pool, and the next query opens another. Unheard, the event would
  // end the process.
  pool.on("error", () => undefined);
  return pool;
}

/**
 * Several instances may start at once on one database; the lock goes with its connection, whatever happens. It is waited
 * for as long as the others take.
 */
async function migrateAlone(url: string, migrationsFolder: string): Promise<void> {
  const pool = openPool(url);
  try {
    const client = await connect(pool);
    try {
      await client.query("select pg_advisory_lock($1)", [MIGRATION_LOCK]);
      await migrate(drizzle({ client }), { migrationsFolder });
    } finally {
      client.release(true);
    }
  } finally {
    await pool.end();
  }
}

async function connect(pool: Pool): Promise<PoolClient> {
  try {
    return await pool.connect();
  } catch (cause) {
    throw new StartupError(`The database in DATABASE_URL cannot be used: ${reasonOf(cause)}.`, { cause });
  }
}

/** A name with two addresses fails with an error that has a code and no message. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.message || ("code" in error ? String(error.code) : error.name);
}
