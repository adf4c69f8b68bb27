import { cp, mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

/**
 * What of a profile a context keeps: what Browserbase documents (cookies, storage, databases, service workers). Caches
 * stay behind; they are most of a profile and none of its state.
 */
const KEPT = [
  "Cookies",
  "Cookies-journal",
  "Network",
  "Local Storage",
  "Session Storage",
  "IndexedDB",
  "Service Worker",
  "WebStorage",
  "File System",
  "databases",
].map((name) => join("Default", name));

/** Chromium forgets cookies without an expiry when it ends; Browserbase restores them, and so does the engine. */
const SESSION_COOKIES = "session-cookies.json";

export async function copyState(stateDir: string, profileDir: string): Promise<void> {
  for (const name of KEPT) {
    await cp(join(stateDir, name), join(profileDir, name), { recursive: true }).catch(ignoreMissing);
  }
}

/** The profile must be of a browser that has ended; it loses what the state gains. */
export async function moveState(profileDir: string, stateDir: string, sessionCookies: unknown): Promise<void> {
  for (const name of KEPT) {
    await mkdir(dirname(join(stateDir, name)), { recursive: true, mode: 0o700 });
    await rename(join(profileDir, name), join(stateDir, name)).catch(ignoreMissing);
  }
  await writeFile(join(stateDir, SESSION_COOKIES), JSON.stringify(sessionCookies), { mode: 0o600 });
}

export async function readSessionCookies(stateDir: string): Promise<unknown> {
  return JSON.parse(await readFile(join(stateDir, SESSION_COOKIES), "utf8"));
}

function ignoreMissing(error: unknown): void {
  if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
}
