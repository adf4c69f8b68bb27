import { renameSync, writeFileSync } from "node:fs";

/** Replaces a file as a whole: a crash in between leaves the old text, never half of the new one. */
export function writeAtomically(path: string, text: string): void {
  const draft = `${path}.new`;
  writeFileSync(draft, text, { mode: 0o600, flush: true });
  renameSync(draft, path);
}
