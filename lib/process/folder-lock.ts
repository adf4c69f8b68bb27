import { rm, stat } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { lock } from "proper-lockfile";
import { isHolderDead, type LockHolder, readHolder, removeHolder, writeHolder } from "./lock-holder";
import { StartupError } from "./startup-error";
import { writableFolder } from "./writable-folder";

export type FolderLock = { release(): Promise<void> };

/** The holder touches its lock this often: a second copy needs no longer to see that the first is alive. */
const HEARTBEAT_MS = 1_000;
/** Without a heartbeat for so long, a holder whose death cannot be known otherwise counts as dead. */
const SILENT_AFTER_MS = 10_000;
const LOOK_EVERY_MS = 100;
/** Longer than another starter may hold the gate while it waits for a heartbeat. */
const GATE_RETRIES = { retries: 60, factor: 1, minTimeout: 250, maxTimeout: 250 };

/**
 * Gives this process the folder for itself, for as long as it lives.
 * `<folder>.lock` is the lock and carries the heartbeat, `<folder>.lock.json` says who holds it. Both stay when the
 * holder is killed; the next one takes them over: at once when the holder's process is gone, else after watching the
 * heartbeat stand still. What is watched is its movement, not its date: clocks differ, and laptops sleep.
 * Everyone acquires behind a gate, so that two who see the same dead holder do not both take over.
 */
export async function lockFolder(folder: string, holder: string): Promise<FolderLock> {
  const path = await writableFolder(folder);
  const holderFile = `${path}.lock.json`;
  const closeGate = await enterGate(path);
  try {
    await clearLeftover(path, holderFile);
    const unlock = await lock(path, {
      realpath: false,
      stale: SILENT_AFTER_MS,
      update: HEARTBEAT_MS,
      // Two writers on one embedded database silently lose rows.
      onCompromised: () => exitCompromised(path),
    });
    await writeHolder(holderFile, holder);
    return {
      async release() {
        await removeHolder(holderFile);
        await unlock();
      },
    };
  } finally {
    await closeGate();
  }
}

async function enterGate(path: string): Promise<() => Promise<void>> {
  try {
    return await lock(`${path}.gate`, { realpath: false, stale: SILENT_AFTER_MS, retries: GATE_RETRIES });
  } catch (cause) {
    throw new StartupError(`Another Keepwatch is just starting on ${path}; try again in a moment.`, { cause });
  }
}

async function clearLeftover(path: string, holderFile: string): Promise<void> {
  const lockPath = `${path}.lock`;
  if ((await lastHeartbeat(lockPath)) === undefined) return;
  const holder = await readHolder(holderFile);
  const isDead = holder && isHolderDead(holder);
  if (!isDead && (await hasHeartbeat(lockPath))) throw new StartupError(inUseMessage(path, holder));
  await rm(lockPath, { recursive: true, force: true });
}

/** A heartbeat stops either because the holder died, or because it let go; the lock is free in both cases. */
async function hasHeartbeat(lockPath: string): Promise<boolean> {
  const first = await lastHeartbeat(lockPath);
  for (let waitedMs = 0; waitedMs < SILENT_AFTER_MS; waitedMs += LOOK_EVERY_MS) {
    await sleep(LOOK_EVERY_MS);
    const latest = await lastHeartbeat(lockPath);
    if (latest === undefined) return false;
    if (latest !== first) return true;
  }
  return false;
}

async function lastHeartbeat(lockPath: string): Promise<number | undefined> {
  const stats = await stat(lockPath).catch(() => undefined);
  return stats?.mtimeMs;
}

function inUseMessage(path: string, holder: LockHolder | undefined): string {
  const who = holder ? ` (${holder.name}, pid ${holder.pid} on ${holder.host})` : "";
  return `Another Keepwatch${who} already uses ${path}; stop it or set KEEPWATCH_DATA_DIR to another folder.`;
}

function exitCompromised(path: string): never {
  process.stderr.write(
    `The lock on ${path} is lost, to another Keepwatch or with the folder; this one stops at once.\n`,
  );
  process.exit(1);
}
