import { renameSync, rmSync, writeFileSync } from "node:fs";

/** Replaces a file as a whole: a crash or a full disk leaves the old text, never half of the new one. */
export function writeAtomically(path: string, text: string): void {
  const draft = `${path}.new`;
  try {
    writeFileSync(draft, text, { mode: 0o600, flush: true });
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}
