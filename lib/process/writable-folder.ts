import { constants } from "node:fs";
import { access, mkdir, realpath, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { StartupError } from "./startup-error";

/** What lies in it, sign-ins among it, is for nobody else on this machine. */
const OURS_ALONE = 0o700;

/** Makes the folder when it is missing, for our user alone, and gives its real path. */
export async function writableFolder(folder: string): Promise<string> {
  try {
    await makeFolder(folder, OURS_ALONE);
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

/** Node's own recursive mkdir never comes back from a folder such as /proc, which exists and in which nothing can be made. */
async function makeFolder(folder: string, mode?: number): Promise<void> {
  if (await exists(folder)) return;
  const parent = dirname(folder);
  if (parent !== folder) await makeFolder(parent);
  await mkdir(folder, mode).catch(async (error) => {
    // Another process may have made it meanwhile.
    if (!(await exists(folder))) throw error;
  });
}

function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
