import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { z } from "zod";
import { ENGINE_PROGRAM } from "@/lib/cli/bundle-engine";
import { browserPath } from "./browser-path";

export type BenchSession = { id: string; connectUrl: string };

const API_KEY = "bench-key";
const Ready = z.object({ url: z.url() });
const Session = z.object({ id: z.string(), connectUrl: z.string() });
const LOOK_MS = 20;

/** The engine as users run it, on a data folder of its own. */
export type BenchEngine = Awaited<ReturnType<typeof startBenchEngine>>;

export async function startBenchEngine(env: Record<string, string> = {}) {
  const parent = mkdtempSync(join(tmpdir(), "keepwatch-bench-"));
  // The lock of a data folder stands beside it.
  const dataDir = join(parent, "engine");
  mkdirSync(dataDir);
  const child = spawn(process.execPath, ["--enable-source-maps", ENGINE_PROGRAM], {
    env: {
      ...process.env,
      CHROMIUM_PATH: browserPath(),
      ENGINE_PORT: "0",
      ENGINE_API_KEY: API_KEY,
      ENGINE_DATA_DIR: dataDir,
      ENGINE_UPLOADS_DIR: join(dataDir, "uploads"),
      ENGINE_CONCURRENCY: "20",
      ENGINE_WARM_POOL: "off",
      LOG_LEVEL: "warn",
      ...env,
    },
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const [message] = await Promise.race([
    once(child, "message"),
    once(child, "exit").then(([code]) => {
      throw new Error(`The engine ended with ${code} before it was ready.`);
    }),
  ]);
  const { url } = Ready.parse(message);
  const profilesDir = join(dataDir, "profiles");
  const taken = new Set<string>();

  async function send(path: string, body: object): Promise<unknown> {
    const response = await fetch(`${url}${path}`, {
      method: "POST",
      headers: { "x-bb-api-key": API_KEY, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(await response.text());
    return response.json();
  }

  return {
    pid: Number(child.pid),
    profileDir: (id: string) => join(profilesDir, id),

    /** The session's browser itself, past the engine. */
    async directUrl(id: string): Promise<string> {
      const file = join(profilesDir, id, "DevToolsActivePort");
      // Chromium says on stderr where it listens, which is what the engine goes by, before it writes this.
      while (!existsSync(file)) await setTimeout(LOOK_MS);
      const [port, path] = readFileSync(file, "utf8").split("\n");
      return `ws://127.0.0.1:${port}${path}`;
    },

    async create(settings: object = {}): Promise<BenchSession> {
      const session = Session.parse(await send("/v1/sessions", { keepAlive: true, ...settings }));
      taken.add(session.id);
      return session;
    },

    async release({ id }: BenchSession): Promise<void> {
      await send(`/v1/sessions/${id}`, { status: "REQUEST_RELEASE" });
    },

    /** A browser waits in the pool, and has come to rest. */
    async untilWarm(): Promise<void> {
      const isWarm = (id: string) => !taken.has(id) && existsSync(join(profilesDir, id, "DevToolsActivePort"));
      while (!readdirSync(profilesDir).some(isWarm)) await setTimeout(LOOK_MS);
      await setTimeout(1_000);
    },

    kill: (signal: NodeJS.Signals) => void child.kill(signal),

    async stop(): Promise<void> {
      child.kill("SIGTERM");
      if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
      rmSync(parent, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
