import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDatabase } from "../connect";
import { migrateDatabase } from "../migrate";

const FOLDER_VARIABLE = "KEEPWATCH_TEST_DATABASE_TEMPLATE";

/**
 * Makes an embedded database with all tables once for a run of the tests, since PGlite takes seconds to make one and
 * a moment to open a copy. Gives back what removes it.
 */
export async function makeEmbeddedTemplate(): Promise<() => Promise<void>> {
  const parent = await mkdtemp(join(tmpdir(), "keepwatch-template-"));
  const folder = join(parent, "db");
  const connection = await openDatabase({ kind: "embedded", folder });
  await migrateDatabase(connection);
  await connection.close();
  process.env[FOLDER_VARIABLE] = folder;
  return () => rm(parent, { recursive: true });
}

/** Puts a copy of the template at `folder`. Without a template nothing is put there, and PGlite makes all of it. */
export async function copyEmbeddedTemplate(folder: string): Promise<void> {
  const template = process.env[FOLDER_VARIABLE];
  if (template) await cp(template, folder, { recursive: true });
}
