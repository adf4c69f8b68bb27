import { readFile, rm, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import * as z from "zod";

const LockHolder = z.object({ pid: z.int().positive(), host: z.string(), name: z.string() });

/** Who holds a lock: written beside it for the message and for telling a dead holder at once. */
export type LockHolder = z.infer<typeof LockHolder>;

export async function writeHolder(file: string, name: string): Promise<void> {
  const holder: LockHolder = { pid: process.pid, host: hostname(), name };
  await writeFile(file, `${JSON.stringify(holder)}\n`);
}

/** Undefined when nothing readable is there: a holder killed while writing leaves half a file. */
export async function readHolder(file: string): Promise<LockHolder | undefined> {
  const text = await readFile(file, "utf8").catch(() => "");
  try {
    return LockHolder.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

export async function removeHolder(file: string): Promise<void> {
  await rm(file, { force: true });
}

/** True only when that is certain: the holder ran on this host, and no process has its pid any more. */
export function isHolderDead(holder: LockHolder): boolean {
  if (holder.host !== hostname()) return false;
  try {
    process.kill(holder.pid, 0);
    return false;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "ESRCH";
  }
}
