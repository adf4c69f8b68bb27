import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { killGroup } from "@/lib/process/kill-group";
import { tellingLine } from "./telling-line";

/** A cold disk needs a few seconds; a browser that needs longer hangs. */
const START_DEADLINE_MS = 15_000;
const GONE_DEADLINE_MS = 1_000;

/**
 * Starts the browser once, as the engine does, and gives why that failed: a program that is there may be the stub of a
 * package, lack libraries, or find no sandbox, and every session would fail.
 */
export async function browserProblem(program: string, signal?: AbortSignal): Promise<string | undefined> {
  const profile = await mkdtemp(join(tmpdir(), "keepwatch-probe-"));
  const child = spawn(program, flags(profile), {
    stdio: ["ignore", "ignore", "pipe"],
    detached: process.platform !== "win32",
  });
  const closed = once(child, "close").catch(() => undefined);
  try {
    return await startProblem(child, signal);
  } finally {
    killGroup(child);
    await Promise.race([closed, sleep(GONE_DEADLINE_MS, undefined, { ref: false })]);
    // One that left the group may hold the pipe open, and nobody waits for it.
    child.stderr.destroy();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

function startProblem(child: ChildProcess, signal?: AbortSignal): Promise<string | undefined> {
  const lines: string[] = [];
  return new Promise((resolve, reject) => {
    const deadline = setTimeout(resolve, START_DEADLINE_MS, `not up within ${START_DEADLINE_MS / 1_000} s`);
    const stop = () => reject(signal?.reason);
    const settle = (problem?: string) => {
      clearTimeout(deadline);
      signal?.removeEventListener("abort", stop);
      resolve(problem);
    };
    if (signal?.aborted) stop();
    signal?.addEventListener("abort", stop);
    child.once("error", (error) => settle(error.message));
    child.once("close", (code, how) => settle(tellingLine(lines) ?? `it ended with ${how ?? `code ${code}`}`));
    if (!child.stderr) return settle("it has no stderr");
    createInterface({ input: child.stderr }).on("line", (line) => {
      lines.push(line);
      if (line.startsWith("DevTools listening on ")) settle();
    });
  });
}

function flags(profile: string): string[] {
  return [
    "--headless=new",
    "--remote-debugging-port=0",
    `--user-data-dir=${profile}`,
    "--no-first-run",
    "--disable-background-networking",
    "--disable-breakpad",
    "--disable-dev-shm-usage",
    "--password-store=basic",
    "--use-mock-keychain",
    // Chromium refuses to run its sandbox as root.
    ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
    "about:blank",
  ];
}
