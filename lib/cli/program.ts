import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, createWriteStream, openSync, renameSync } from "node:fs";
import { displayPath } from "@/lib/process/display-path";
import { killGroup } from "@/lib/process/kill-group";
import { StartupError } from "@/lib/process/startup-error";

export type ProgramOptions = {
  name: string;
  /** For our own Node. */
  args: string[];
  env?: NodeJS.Dict<string>;
  /** Takes what the program writes; without it, that goes to the terminal. */
  logFile?: string;
};

const GRACE_MS = 5_000;
/** Logs tell who was here and from where. */
const OURS_ALONE = 0o600;

/**
 * A program of ours that runs for as long as we do. It gets an IPC channel and ends by itself when that breaks, so that
 * nothing outlives a launcher that was killed.
 * What it writes on stderr before it is ready is why it failed to start; later it goes to the terminal.
 */
export class Program {
  /** Fulfilled with a sentence on how the program ended, or that it could not be started. Never rejected. */
  readonly ended: Promise<string>;
  readonly #child: ChildProcess;
  #isReady = false;
  #complaints = "";

  constructor({ name, args, env, logFile }: ProgramOptions) {
    const log = logFile === undefined ? "inherit" : openLog(logFile);
    this.#child = spawn(process.execPath, args, {
      env: { ...process.env, ...env },
      stdio: ["ignore", log, "pipe", "ipc"],
      // A group of its own: Ctrl-C reaches the launcher alone, and each program is told to stop once, by it.
      detached: process.platform !== "win32",
    });
    if (typeof log === "number") closeSync(log);
    this.#relayStderr(logFile);
    this.ended = untilEnded(this.#child).then(
      (how) => `The ${name} ${how}${logFile ? `; see ${displayPath(logFile)}` : ""}.`,
    );
  }

  /** Waits for what shows that the program is up; rejects with the program's own words when it ends before. */
  async whenReady<T>(ready: Promise<T>): Promise<T> {
    const failed = this.ended.then((ending) => Promise.reject(new StartupError(this.#complaints.trim() || ending)));
    // What waits for a program that never ran fails as well, and cannot say why.
    const up = ready.catch((error) => (this.#child.pid === undefined ? failed : Promise.reject(error)));
    const result = await Promise.race([up, failed]);
    this.#isReady = true;
    return result;
  }

  async nextMessage(signal: AbortSignal): Promise<unknown> {
    const [message]: unknown[] = await once(this.#child, "message", { signal });
    return message;
  }

  async stop(): Promise<void> {
    this.#askToStop();
    const timer = setTimeout(() => this.#kill(), GRACE_MS);
    await this.ended;
    clearTimeout(timer);
  }

  /** Windows has no SIGTERM; there the breaking channel is what asks. */
  #askToStop(): void {
    if (process.platform !== "win32") this.#child.kill("SIGTERM");
    else if (this.#child.connected) this.#child.disconnect();
  }

  /** With all that it started, where a group of its own allows that. */
  #kill(): void {
    killGroup(this.#child);
    // One that left the group may hold the pipe open, and nobody waits for it.
    this.#child.stderr?.destroy();
  }

  #relayStderr(logFile: string | undefined): void {
    const log = logFile === undefined ? undefined : createWriteStream(logFile, { flags: "a", mode: OURS_ALONE });
    this.#child.stderr?.on("data", (chunk: Buffer) => {
      log?.write(chunk);
      if (this.#isReady) process.stderr.write(chunk);
      else this.#complaints += chunk.toString();
    });
    this.#child.stderr?.once("close", () => log?.end());
  }
}

function untilEnded(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once("close", (code, signal) => resolve(signal ? `was ended by ${signal}` : `ended with code ${code}`));
    child.on("error", (error) => {
      // A signal or message that did not reach it is an error too, and ends nothing.
      if (child.pid === undefined) resolve(`could not be started: ${error.message}`);
    });
  });
}

/** One log per run; that of the run before is kept, for it may say why it ended. */
function openLog(file: string): number {
  try {
    renameSync(file, `${file}.previous`);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
  }
  return openSync(file, "a", OURS_ALONE);
}
