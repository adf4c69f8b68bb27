import { relative } from "node:path";

/** As a person would type it from the project's folder. */
export function displayPath(path: string): string {
  const fromHere = relative(".", path);
  return fromHere.startsWith("..") ? path : fromHere;
}
