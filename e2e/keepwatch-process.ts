import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { copyEmbeddedTemplate } from "@/lib/server/db/testing/embedded-template";
import { freePort } from "./free-port";

/** The admin of every console that a test starts, unless it says otherwise. */
export const ADMIN = { email: "admin@keepwatch.test", password: "correct horse battery" };

export type Keepwatch = {
  url: string;
  engineUrl: string;
  dataFolder: string;
  process: ChildProcess;
  /** What it printed so far. */
  output: () => string;
  /** The engine's key; there is none when it runs on another upstream. */
  engineApiKey: () => string;
  stop: () => Promise<void>;
};

const READY = /Keepwatch is ready: (?:https:\S+\nIt listens on )?(http:\S+?)\.?$/m;

/**
 * Starts the product as `npm start` does, on free ports and a data folder of its own, and waits until it is ready. To
 * start on an empty folder, or on one that another has left, name it in the environment.
 */
export async function startKeepwatch(env: Record<string, string> = {}): Promise<Keepwatch> {
  const [port, enginePort] = await Promise.all([freePort(), freePort()]);
  const dataFolder = env.KEEPWATCH_DATA_DIR ?? (await makeDataFolder());
  const child = spawn(process.execPath, ["lib/cli/keepwatch.js", "start"], {
    env: {
      ...process.env,
      PORT: String(port),
      ENGINE_PORT: String(enginePort),
      KEEPWATCH_DATA_DIR: dataFolder,
      KEEPWATCH_ADMIN_EMAIL: ADMIN.email,
      KEEPWATCH_ADMIN_PASSWORD: ADMIN.password,
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  const collect = (chunk: Buffer) => {
    output += chunk.toString();
  };
  child.stdout.on("data", collect);
  child.stderr.on("data", collect);

  async function stop() {
    if (child.exitCode === null && child.signalCode === null) {
      const exited = once(child, "exit");
      child.kill("SIGTERM");
      await exited;
    }
    rmSync(dataFolder, { recursive: true, force: true });
  }

  const url = await untilReady(child, () => output);
  return {
    url,
    engineUrl: `http://127.0.0.1:${enginePort}`,
    dataFolder,
    process: child,
    output: () => output,
    engineApiKey: () => readFileSync(join(dataFolder, "engine", "api-key"), "utf8").trim(),
    stop,
  };
}

/** With the database in it that a first start would make. */
async function makeDataFolder(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "keepwatch-e2e-"));
  await copyEmbeddedTemplate(join(folder, "db"));
  return folder;
}

function untilReady(child: ChildProcess, output: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    child.stdout?.on("data", () => {
      const url = READY.exec(output())?.[1];
      if (url) resolve(url);
    });
    child.once("exit", (code) =>
      reject(new Error(`Keepwatch ended with code ${code} before it was ready:\n${output()}`)),
    );
  });
}
