import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import Browserbase from "@browserbasehq/sdk";
import { chromiumPath } from "./chromium-path";

type Ready = { type: "ready"; url: string };

/** The engine as its own process, as the launcher starts it. */
export class EngineProcess {
  readonly #child: ChildProcess;
  readonly exitCode: Promise<number | null>;
  stderr = "";

  constructor(dataDir: string, env: Record<string, string> = {}) {
    this.#child = spawn(process.execPath, ["--enable-source-maps", "dist/engine.js"], {
      env: {
        ...process.env,
        CHROMIUM_PATH: chromiumPath,
        ENGINE_PORT: "0",
        ENGINE_API_KEY: "test-key",
        ENGINE_DATA_DIR: dataDir,
        ENGINE_UPLOADS_DIR: `${dataDir}/uploads`,
        ENGINE_WARM_POOL: "off",
        LOG_LEVEL: "silent",
        ...env,
      },
      stdio: ["ignore", "ignore", "pipe", "ipc"],
    });
    this.#child.stderr?.on("data", (text) => {
      this.stderr += text;
    });
    const stderrEnd = this.#child.stderr && once(this.#child.stderr, "close");
    this.exitCode = Promise.all([once(this.#child, "exit"), stderrEnd]).then(([[code]]) => code);
  }

  /** Waits until the engine says where it listens. */
  async browserbase(): Promise<Browserbase> {
    const ready = await Promise.race([once(this.#child, "message"), this.exitCode]);
    if (!Array.isArray(ready) || !isReady(ready[0])) throw new Error(`The engine did not start: ${this.stderr}`);
    return new Browserbase({ apiKey: "test-key", baseURL: ready[0].url, maxRetries: 0 });
  }

  /** The most memory it ever took. */
  peakBytes(): number {
    const [, kilobytes] = /^VmHWM:\s*(\d+)/m.exec(readFileSync(`/proc/${this.#child.pid}/status`, "utf8")) ?? [];
    return Number(kilobytes) * 1024;
  }

  /** The shells that it started for itself, and not as a browser's start script. */
  shells(): number[] {
    const children = readFileSync(`/proc/${this.#child.pid}/task/${this.#child.pid}/children`, "utf8")
      .trim()
      .split(" ");
    return children
      .map(Number)
      .filter((pid) => readFileSync(`/proc/${pid}/cmdline`, "utf8").startsWith("/bin/sh\0-c\0"));
  }

  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** What the engine sees when the process that started it dies. */
  disconnect(): void {
    this.#child.disconnect();
  }
}

function isReady(message: unknown): message is Ready {
  return typeof message === "object" && message !== null && "type" in message && message.type === "ready";
}
