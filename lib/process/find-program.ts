import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join } from "node:path";

/** The first program that may be executed: by these names in the folders of a PATH, an earlier name first; else a usual place. */
export function findProgram(
  names: readonly string[],
  path: string,
  usualPlaces: readonly string[] = [],
): string | undefined {
  const folders = path.split(delimiter).filter(Boolean);
  return [...names.flatMap((name) => folders.map((folder) => join(folder, name))), ...usualPlaces].find(isExecutable);
}

/** Is there a file that may be executed? */
export function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
