import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { killGroup } from "@/lib/process/kill-group";
import { chromiumEnvironment } from "../browser/chromium-environment";
import type { DeathWatch } from "../browser/death-watch";

const START_DEADLINE_MS = 10_000;
const STARTED_LINE = /started successfully on port (\d+)/;

type DriverProgram = { path: string; workDir: string; deathWatch: DeathWatch };

/** One session's chromedriver: a process group of its own, on a port of its own. It starts with the constructor. */
export class Chromedriver {
  readonly port: Promise<number>;
  readonly exited: Promise<void>;
  readonly #child: ChildProcess;
  #isEnded = false;

  constructor({ path, workDir, deathWatch }: DriverProgram) {
    this.#child = spawn(path, ["--port=0"], {
      detached: true,
      cwd: workDir,
      // Next declares that every environment has NODE_ENV.
      env: { ...chromiumEnvironment(process.env), NODE_ENV: process.env.NODE_ENV },
      stdio: ["ignore", "pipe", "ignore"],
    });
    const { pid } = this.#child;
    if (pid !== undefined) deathWatch.add(pid);
    this.exited = once(this.#child, "close")
      .catch(() => undefined)
      .then(() => {
        this.#isEnded = true;
        if (pid !== undefined) deathWatch.remove(pid);
      });
    this.port = this.#awaitPort();
    // Whoever asks for the port is told; nobody may have asked yet.
    this.port.catch(() => this.end());
  }

  end(): void {
    // Its number may be another's by now.
    if (this.#isEnded) return;
    this.#isEnded = true;
    killGroup(this.#child);
  }

  #awaitPort(): Promise<number> {
    return new Promise((resolve, reject) => {
      const deadline = AbortSignal.timeout(START_DEADLINE_MS);
      once(deadline, "abort").then(() => reject(new Error(`no answer within ${START_DEADLINE_MS} ms`)));
      this.exited.then(() => reject(new Error("chromedriver ended")));
      if (!this.#child.stdout) return reject(new Error("chromedriver was started without stdout"));
      createInterface({ input: this.#child.stdout }).on("line", (line) => {
        const [, port] = STARTED_LINE.exec(line) ?? [];
        if (port) resolve(Number(port));
      });
    });
  }
}
