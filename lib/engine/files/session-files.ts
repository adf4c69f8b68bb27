import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
import { access, lstat, mkdir, readdir, rename, rm } from "node:fs/promises";
import { dirname, join, parse, resolve, sep } from "node:path";
import type { Clock } from "../clock";

/** Downloads of so many sessions that have ended are kept, of the latest. */
const KEPT_SESSIONS = 100;
/** What Chromium calls a file that is still arriving. */
const UNFINISHED = ".crdownload";

export type DownloadedFile = {
  id: string;
  sessionId: string;
  /** Where it lies. */
  path: string;
  filename: string;
  size: number;
  createdAt: number;
};

/**
 * What sessions downloaded. Each session's browser works in a folder of its own, so that the path `downloads`, which
 * Browserbase's clients send, means a folder of that session. A file that has arrived is taken out of it and named with
 * the time, as Browserbase names it: Chromium overwrites a file by the next of its name. Downloads outlive their session.
 */
export class SessionFiles {
  readonly #dir: string;
  readonly #clock: Clock;
  readonly #live = new Set<string>();

  constructor(dataDir: string, clock: Clock) {
    this.#dir = join(dataDir, "files");
    this.#clock = clock;
    mkdirSync(this.#dir, { recursive: true, mode: 0o700 });
    // Sessions of an engine that was killed never ended.
    for (const sessionId of readdirSync(this.#dir)) this.#clearLeftovers(sessionId);
    this.#forgetOldest();
  }

  /** Where the session's browser works. */
  workDir(sessionId: string): string {
    return join(this.#dir, sessionId);
  }

  /** Where the browser puts what is arriving. */
  arrivalsDir(sessionId: string): string {
    return join(this.workDir(sessionId), "downloads");
  }

  /** Where clients put what the session needs. */
  uploadsDir(sessionId: string): string {
    return join(this.workDir(sessionId), "uploads");
  }

  /** Whether a path leads to some session's files. */
  isWithin(path: string): boolean {
    return resolve(path).startsWith(resolve(this.#dir) + sep);
  }

  /** Makes the session's folders, or finds them made. */
  async open(sessionId: string): Promise<void> {
    this.#live.add(sessionId);
    await mkdir(this.arrivalsDir(sessionId), { recursive: true, mode: 0o700 });
    await mkdir(this.#keptDir(sessionId), { recursive: true, mode: 0o700 });
  }

  /** Keeps a file that has arrived; one that a client had put elsewhere is the client's. */
  async take(sessionId: string, filePath: string): Promise<void> {
    const path = resolve(this.workDir(sessionId), filePath);
    if (dirname(path) !== this.arrivalsDir(sessionId)) return;
    const { name, ext } = parse(path);
    let at = this.#clock.now();
    while (await exists(join(this.#keptDir(sessionId), `${name}-${at}${ext}`))) at++;
    await rename(path, join(this.#keptDir(sessionId), `${name}-${at}${ext}`));
  }

  /** The session has ended: what it downloaded stays, the rest goes. */
  async seal(sessionId: string): Promise<void> {
    this.#live.delete(sessionId);
    const arrivals = this.arrivalsDir(sessionId);
    for (const name of await readdir(arrivals).catch(() => [])) {
      if (!name.endsWith(UNFINISHED)) await this.take(sessionId, join(arrivals, name));
    }
    this.#clearLeftovers(sessionId);
    this.#forgetOldest();
  }

  /** The downloads of a session, the latest first. */
  async list(sessionId: string): Promise<DownloadedFile[]> {
    const names = await readdir(this.#keptDir(sessionId)).catch(() => []);
    const files = await Promise.all(names.map((name) => this.#describe(sessionId, name)));
    return files.flatMap((file) => file ?? []).sort((a, b) => b.createdAt - a.createdAt);
  }

  async find(id: string): Promise<DownloadedFile | undefined> {
    for (const sessionId of await readdir(this.#dir)) {
      const file = (await this.list(sessionId)).find((candidate) => candidate.id === id);
      if (file) return file;
    }
    return undefined;
  }

  async delete({ path }: DownloadedFile): Promise<void> {
    await rm(path, { force: true });
  }

  #keptDir(sessionId: string): string {
    return join(this.workDir(sessionId), "kept");
  }

  async #describe(sessionId: string, filename: string): Promise<DownloadedFile | undefined> {
    const path = join(this.#keptDir(sessionId), filename);
    const stats = await lstat(path).catch(() => undefined);
    if (!stats?.isFile()) return undefined;
    const createdAt = Math.trunc(stats.mtimeMs);
    return { id: toId(`${sessionId}/${filename}`), sessionId, path, filename, size: stats.size, createdAt };
  }

  #clearLeftovers(sessionId: string): void {
    rmSync(this.arrivalsDir(sessionId), { recursive: true, force: true });
    rmSync(this.uploadsDir(sessionId), { recursive: true, force: true });
    const kept = this.#keptDir(sessionId);
    const isEmpty = !existsSync(kept) || readdirSync(kept).length === 0;
    if (isEmpty) rmSync(this.workDir(sessionId), { recursive: true, force: true });
  }

  #forgetOldest(): void {
    const ended = readdirSync(this.#dir).filter((sessionId) => !this.#live.has(sessionId));
    if (ended.length <= KEPT_SESSIONS) return;
    const byAge = ended.map((sessionId) => ({ sessionId, endedAt: statSync(this.workDir(sessionId)).mtimeMs }));
    byAge.sort((a, b) => b.endedAt - a.endedAt);
    for (const { sessionId } of byAge.slice(KEPT_SESSIONS)) {
      rmSync(this.workDir(sessionId), { recursive: true, force: true });
    }
  }
}

/** The same file has the same id whenever it is listed, and nothing need be stored for it. */
function toId(text: string): string {
  const hex = createHash("sha256").update(text).digest("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join("-");
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
