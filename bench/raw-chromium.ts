import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { chromiumFlags, DEFAULT_WINDOW_SIZE } from "@/lib/engine/browser/chromium-flags";
import { viewportFlags } from "@/lib/engine/browser/viewport-flags";
import { browserPath } from "./browser-path";
import { browserProcesses, untilGone } from "./process-group";

/** A Chromium that is started by hand, with the engine's flags but for its pipe: what is between is the engine. */
export type RawChromium = { url: string; profileDir: string; end(): Promise<void> };

export async function startRawChromium(): Promise<RawChromium> {
  const profileDir = mkdtempSync(join(tmpdir(), "keepwatch-bench-raw-"));
  const program = browserPath();
  const flags = [
    ...viewportFlags(program, DEFAULT_WINDOW_SIZE),
    ...chromiumFlags({ profileDir, windowSize: DEFAULT_WINDOW_SIZE, ignoreCertificateErrors: false, extraFlags: [] }),
  ].filter((flag) => flag !== "--remote-debugging-pipe");
  const child = spawn(program, flags, { detached: true, stdio: ["ignore", "ignore", "pipe"] });
  const pid = Number(child.pid);
  const url = await new Promise<string>((resolve, reject) => {
    child.once("exit", (code) => reject(new Error(`Chromium ended with ${code}`)));
    createInterface({ input: child.stderr }).on("line", (line) => {
      const [, address] = /^DevTools listening on (ws:\S+)/.exec(line) ?? [];
      if (address) resolve(address);
    });
  });
  return {
    profileDir,
    url,
    async end() {
      const closed = once(child, "close");
      const processes = browserProcesses(profileDir);
      process.kill(-pid, "SIGKILL");
      await Promise.all([closed, untilGone(processes)]);
      rmSync(profileDir, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
