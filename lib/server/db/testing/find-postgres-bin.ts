import { existsSync } from "node:fs";
import { readdir, realpath } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";

const DEBIAN_ROOT = "/usr/lib/postgresql";

/** The folder with `initdb` and `postgres`: Debian keeps one per version, and off the PATH. */
export async function findPostgresBin(): Promise<string | undefined> {
  const onPath = (process.env.PATH ?? "").split(delimiter).filter((folder) => existsSync(join(folder, "postgres")));
  const real = await Promise.all(onPath.map(async (folder) => dirname(await realpath(join(folder, "postgres")))));
  const versions = await readdir(DEBIAN_ROOT).catch(() => []);
  const newestFirst = versions
    .sort((a, b) => Number(b) - Number(a))
    .map((version) => join(DEBIAN_ROOT, version, "bin"));
  return [...real, ...newestFirst].find(
    (folder) => existsSync(join(folder, "initdb")) && existsSync(join(folder, "postgres")),
  );
}
