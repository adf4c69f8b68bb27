import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { Readable, Writable } from "node:stream";
import type { FastifyBaseLogger } from "fastify";
import { killGroup } from "@/lib/process/kill-group";
import type { CdpEvent } from "../cdp/cdp-calls";
import { CdpPipe } from "../cdp/cdp-pipe";
import { chromiumEnvironment } from "./chromium-environment";
import { type ChromiumOptions, chromiumFlags } from "./chromium-flags";
import type { DeathWatch } from "./death-watch";
import { openAhead } from "./dev-tools";
import type { DevTools } from "./session-browser";
import { viewportFlags } from "./viewport-flags";

/** Killed processes close their pipes within some 50 ms; one that left the group must not hold a session for ever. */
const GONE_DEADLINE_MS = 1_000;
const KEPT_STDERR_LINES = 20;
const DEVTOOLS_LINE = /^DevTools listening on ws:\/\/[^/]*:(\d+)(\/\S+)$/;

export type Program = { path: string; workDir: string; deathWatch: DeathWatch; log: FastifyBaseLogger };

/**
 * One Chromium of one session: a process group of its own, in a working folder of its own.
 *
 * It starts with the constructor. The program may be a shell script that stays between us and the browser (Debian's is),
 * so it is the group that gets killed, and the browser counts as gone when the pipes it and its children hold are closed.
 */
export class Chromium {
  readonly ready: Promise<DevTools>;
  readonly exited: Promise<{ clean: boolean }>;
  readonly #child: ChildProcess;
  readonly #pipe: CdpPipe;
  readonly #closed: Promise<unknown>;
  #ended: Promise<void> | undefined;

  constructor({ path, workDir, deathWatch, log }: Program, options: ChromiumOptions) {
    this.#child = spawn(path, [...viewportFlags(path, options.windowSize), ...chromiumFlags(options)], {
      detached: true,
      cwd: workDir,
      // Next declares that every environment has NODE_ENV.
      env: { ...chromiumEnvironment(process.env), NODE_ENV: process.env.NODE_ENV },
      stdio: ["ignore", "ignore", "pipe", "pipe", "pipe"],
    });
    const { pid } = this.#child;
    if (pid !== undefined) deathWatch.add(pid);
    this.#closed = once(this.#child, "close")
      .catch(() => undefined)
      .then(() => pid !== undefined && deathWatch.remove(pid));
    this.exited = new Promise((resolve) => {
      this.#child.once("exit", (code) => resolve({ clean: code === 0 }));
      this.#child.once("error", () => resolve({ clean: false }));
    });
    this.#pipe = openPipe(this.#child, log);
    this.ready = awaitDevTools(this.#child);
  }

  send(method: string, params?: object, cdpSessionId?: string): Promise<unknown> {
    return this.#pipe.send(method, params, cdpSessionId);
  }

  onEvent(listener: (event: CdpEvent) => void): void {
    this.#pipe.onEvent(listener);
  }

  end(): Promise<void> {
    this.#ended ??= this.#end();
    return this.#ended;
  }

  async #end(): Promise<void> {
    killGroup(this.#child);
    this.#pipe.close();
    const deadline = AbortSignal.timeout(GONE_DEADLINE_MS);
    await Promise.race([this.#closed, once(deadline, "abort")]);
  }
}

function openPipe(child: ChildProcess, log: FastifyBaseLogger): CdpPipe {
  const [, , , commands, replies] = child.stdio;
  if (commands instanceof Writable && replies instanceof Readable) {
    return new CdpPipe(commands, replies, (err) => log.error({ err }, "an event of a browser was not understood"));
  }
  throw new Error("Chromium was started without its control pipe");
}

/** Chromium says where it listens in one line on stderr, and goes on to write its complaints there. */
function awaitDevTools(child: ChildProcess): Promise<DevTools> {
  const lines: string[] = [];
  return new Promise((resolve, reject) => {
    const fail = (reason: string) => reject(new Error([reason, ...lines].join("\n")));
    child.once("error", (error) => fail(error.message));
    child.once("close", (code, signal) => fail(`exited with ${signal ?? code}`));
    if (!child.stderr) return fail("started without stderr");
    createInterface({ input: child.stderr }).on("line", (line) => {
      lines.push(line);
      if (lines.length > KEPT_STDERR_LINES) lines.shift();
      const [, port, path] = DEVTOOLS_LINE.exec(line) ?? [];
      if (port && path) resolve(openAhead({ port: Number(port), path }));
    });
  });
}
