import { StartupError } from "@/lib/process/startup-error";

/** Says in one line that an embedded database fails, and the ways out of that. */
export function damagedFolder(folder: string, failed: string, cause: unknown): StartupError {
  const wayOut = "restore a backup of that folder, or move it away to start with an empty database";
  return new StartupError(
    `The database in ${folder} ${failed} (${reasonOf(cause)}). It may be damaged, as by a power cut: ${wayOut}.`,
    { cause },
  );
}

/** The first line of the innermost error: the outer ones repeat whole queries. */
function reasonOf(error: unknown): string {
  if (error instanceof Error && error.cause !== undefined) return reasonOf(error.cause);
  const [line = ""] = (error instanceof Error ? error.message || error.name : String(error)).split("\n");
  return line.replace(/\.$/, "");
}
