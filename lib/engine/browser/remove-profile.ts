import { readlinkSync, rmdirSync, rmSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** Of Chromium and Chrome. */
const LOCK_FOLDER = /^(org\.chromium|com\.google)\.[\w.]+$/;

/** Removes the profile of a browser that is gone, and what it has of it elsewhere. */
export async function removeProfile(profileDir: string): Promise<void> {
  removeProfileLock(profileDir);
  await rm(profileDir, { recursive: true, force: true, maxRetries: 5 });
}

/**
 * Full Chromium keeps the socket of a profile's lock in the system's temporary folder, where its path is short enough, and
 * a killed one leaves it there. The profile only says where: what is removed are the two files that are known, and
 * a folder that has nothing else in it.
 */
export function removeProfileLock(profileDir: string): void {
  try {
    const folder = dirname(readlinkSync(join(profileDir, "SingletonSocket")));
    if (dirname(folder) !== tmpdir() || !LOCK_FOLDER.test(folder.slice(tmpdir().length + 1))) return;
    for (const name of ["SingletonSocket", "SingletonCookie"]) rmSync(join(folder, name), { force: true });
    rmdirSync(folder);
  } catch {
    // A headless shell has none, and neither has a browser that closed by itself.
  }
}
