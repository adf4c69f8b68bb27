import { constants } from "node:fs";
import { access, mkdir, realpath } from "node:fs/promises";
import { StartupError } from "./startup-error";

/** Makes the folder when it is missing, and gives its real path. */
export async function writableFolder(folder: string): Promise<string> {
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK | constants.X_OK);
    return await realpath(folder);
  } catch (cause) {
    const reason = cause instanceof Error && "code" in cause ? ` (${cause.code})` : "";
    throw new StartupError(
      `The folder ${folder} cannot be written${reason}; make it writable or set KEEPWATCH_DATA_DIR to another folder.`,
      { cause },
    );
  }
}
