import { randomUUID } from "node:crypto";
import { createWriteStream, existsSync, lstatSync, readdirSync, readlinkSync, rmSync, type Stats } from "node:fs";
import { lstat, mkdir, readlink, rename, rm, symlink } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { HttpError } from "../http/http-error";
import type { SessionFiles } from "./session-files";

/** As file systems have it. */
const MAX_NAME_BYTES = 255;

/**
 * Files that clients bring into their sessions. They lie with the session's other files, and are found where Browserbase's
 * clients look for them, in one folder for all sessions (`/tmp/.uploads`): of two files of one name the later is found.
 */
export class UploadStore {
  readonly #linksDir: string;
  readonly #files: SessionFiles;

  constructor(linksDir: string, files: SessionFiles) {
    this.#linksDir = linksDir;
    this.#files = files;
    this.#removeDeadLinks();
  }

  async save(sessionId: string, filename: string, content: Readable): Promise<void> {
    if (filename === "" || filename.startsWith(".") || /[/\\\0]/.test(filename)) {
      throw new HttpError(400, "The file needs a name, without folders and without a leading dot.");
    }
    if (Buffer.byteLength(filename) > MAX_NAME_BYTES) {
      throw new HttpError(400, `The file's name must have at most ${MAX_NAME_BYTES} bytes.`);
    }
    await this.#makeLinksFolder();
    const folder = this.#files.uploadsDir(sessionId);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const draft = join(folder, `.${randomUUID()}`);
    try {
      await pipeline(content, createWriteStream(draft, { mode: 0o600 }));
      await rename(draft, join(folder, filename));
    } catch (error) {
      await rm(draft, { force: true });
      throw error;
    }
    await this.#link(filename, join(folder, filename));
  }

  /** Before the session's files go: the links to them. */
  async forget(sessionId: string): Promise<void> {
    const folder = this.#files.uploadsDir(sessionId);
    if (!existsSync(folder)) return;
    for (const filename of readdirSync(folder)) {
      const link = join(this.#linksDir, filename);
      const target = await readlink(link).catch(() => undefined);
      if (target === join(folder, filename)) await rm(link, { force: true });
    }
  }

  async #link(filename: string, target: string): Promise<void> {
    const draft = join(this.#linksDir, `.${randomUUID()}`);
    await symlink(target, draft);
    await rename(draft, join(this.#linksDir, filename));
  }

  /** What they led to went with the sessions of an engine that was killed. Another user's folder is left alone. */
  #removeDeadLinks(): void {
    const stats = lstatSync(this.#linksDir, { throwIfNoEntry: false });
    if (!stats || !isOurs(stats)) return;
    for (const entry of readdirSync(this.#linksDir, { withFileTypes: true })) {
      const link = join(this.#linksDir, entry.name);
      const isOfSession = entry.isSymbolicLink() && this.#files.isWithin(readlinkSync(link));
      if (isOfSession && !existsSync(link)) rmSync(link, { force: true });
    }
  }

  /** The temporary folder is everybody's: what lies at our path may be another user's, or lead elsewhere. */
  async #makeLinksFolder(): Promise<void> {
    await mkdir(this.#linksDir, { recursive: true, mode: 0o700 });
    if (isOurs(await lstat(this.#linksDir))) return;
    throw new HttpError(503, `${this.#linksDir} belongs to another user. Set ENGINE_UPLOADS_DIR to another folder.`);
  }
}

function isOurs(stats: Stats): boolean {
  return stats.isDirectory() && (process.getuid === undefined || stats.uid === process.getuid());
}
