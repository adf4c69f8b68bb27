import { accessSync, constants } from "node:fs";
import { delimiter, resolve } from "node:path";
import { isExecutable } from "@/lib/process/find-program";
import { StartupError } from "@/lib/process/startup-error";
import { findFullChromium } from "./browser/full-chromium";
import type { WarmPoolSetting } from "./browser/warm-pool-size";
import { findChromedriver } from "./selenium/find-chromedriver";
import { MAX_TIMEOUT_SECONDS, MIN_TIMEOUT_SECONDS } from "./wire";

export type Settings = {
  chromiumPath: string;
  /** For what a headless shell cannot do; absent where there is none. */
  fullChromiumPath: string | undefined;
  /** For Selenium; absent where there is none. */
  chromedriverPath: string | undefined;
  port: number;
  /** Absent: made once and kept in the data folder. */
  apiKey: string | undefined;
  concurrency: number;
  dataDir: string;
  /** Where clients find what they uploaded. */
  uploadsDir: string;
  defaultTimeoutSeconds: number;
  /** The rules of a plan; by default none but Browserbase's own longest timeout. */
  createsPerMinute: number | undefined;
  isKeepAliveAllowed: boolean;
  maxTimeoutSeconds: number;
  /** How soon somebody must connect to a session without keepAlive. */
  connectWithinSeconds: number;
  /** How long a connected client may send no command. */
  commandWithinSeconds: number;
  /** How many browsers wait, started, for sessions to come. */
  warmPool: WarmPoolSetting;
  /** All recordings together; 0 records nothing. */
  recordingsMegabytes: number;
  /** Filter lists for sessions that block ads; none means the bundled one. */
  adFilterPaths: readonly string[];
  logLevel: string;
};

type Environment = Readonly<Record<string, string | undefined>>;

const MOST_WARM = 50;
const A_DAY_SECONDS = 86_400;
const LOG_LEVELS = ["fatal", "error", "warn", "info", "debug", "trace", "silent"];

/** Reads the environment once; a value the engine cannot work with is a StartupError that names its variable. */
export function readSettings(env: Environment): Settings {
  const chromiumPath = readProgram(env, "CHROMIUM_PATH");
  return {
    chromiumPath,
    fullChromiumPath: env.CHROMIUM_FULL_PATH
      ? readProgram(env, "CHROMIUM_FULL_PATH")
      : findFullChromium(chromiumPath, env.PATH ?? ""),
    chromedriverPath: env.CHROMEDRIVER_PATH ? readProgram(env, "CHROMEDRIVER_PATH") : findChromedriver(env.PATH ?? ""),
    port: readInteger(env, "ENGINE_PORT", { min: 0, max: 65_535, fallback: 3001 }),
    apiKey: env.ENGINE_API_KEY || undefined,
    concurrency: readInteger(env, "ENGINE_CONCURRENCY", { min: 1, max: 1_000, fallback: 10 }),
    dataDir: resolve(env.ENGINE_DATA_DIR || ".keepwatch/engine"),
    uploadsDir: resolve(env.ENGINE_UPLOADS_DIR || "/tmp/.uploads"),
    defaultTimeoutSeconds: readInteger(env, "ENGINE_DEFAULT_TIMEOUT", {
      min: MIN_TIMEOUT_SECONDS,
      max: MAX_TIMEOUT_SECONDS,
      fallback: 900,
    }),
    createsPerMinute: env.ENGINE_CREATES_PER_MINUTE
      ? readInteger(env, "ENGINE_CREATES_PER_MINUTE", { min: 1, max: 10_000, fallback: 1 })
      : undefined,
    isKeepAliveAllowed: readChoice(env, "ENGINE_KEEP_ALIVE", ["true", "false"], "true") === "true",
    maxTimeoutSeconds: readInteger(env, "ENGINE_MAX_TIMEOUT", {
      min: MIN_TIMEOUT_SECONDS,
      max: MAX_TIMEOUT_SECONDS,
      fallback: MAX_TIMEOUT_SECONDS,
    }),
    connectWithinSeconds: readInteger(env, "ENGINE_CONNECT_WITHIN", { min: 1, max: A_DAY_SECONDS, fallback: 300 }),
    commandWithinSeconds: readInteger(env, "ENGINE_COMMAND_WITHIN", { min: 1, max: A_DAY_SECONDS, fallback: 600 }),
    warmPool: readWarmPool(env),
    recordingsMegabytes: readInteger(env, "ENGINE_RECORDINGS_MB", { min: 0, max: 1_000_000, fallback: 512 }),
    adFilterPaths: readFiles(env, "ENGINE_AD_FILTERS"),
    logLevel: readChoice(env, "LOG_LEVEL", LOG_LEVELS, "info"),
  };
}

function readProgram(env: Environment, name: string): string {
  const path = env[name];
  if (!path) throw new StartupError(`${name} is not set. Set it to a Chromium, Chrome or headless shell program.`);
  if (isExecutable(path)) return path;
  throw new StartupError(`${name} is ${path}, which is no program that can be run. Set it to one.`);
}

function readWarmPool(env: Environment): WarmPoolSetting {
  const value = env.ENGINE_WARM_POOL || "adaptive";
  if (value === "off" || value === "adaptive") return value;
  if (/^\d+$/.test(value) && Number(value) >= 1 && Number(value) <= MOST_WARM) return Number(value);
  throw new StartupError(`ENGINE_WARM_POOL is ${value}. Set it to off, adaptive, or a number from 1 to ${MOST_WARM}.`);
}

function readFiles(env: Environment, name: string): string[] {
  const paths = (env[name] ?? "").split(delimiter).filter(Boolean);
  for (const path of paths) {
    try {
      accessSync(path, constants.R_OK);
    } catch {
      throw new StartupError(`${name} names ${path}, which cannot be read. Set it to filter lists, or leave it out.`);
    }
  }
  return paths.map((path) => resolve(path));
}

function readChoice(env: Environment, name: string, choices: readonly string[], fallback: string): string {
  const value = env[name] || fallback;
  if (choices.includes(value)) return value;
  throw new StartupError(`${name} is ${value}. Set it to one of ${choices.join(", ")}.`);
}

type IntegerBounds = { min: number; max: number; fallback: number };

function readInteger(env: Environment, name: string, { min, max, fallback }: IntegerBounds): number {
  const text = env[name];
  if (!text) return fallback;
  const value = Number(text);
  if (Number.isInteger(value) && value >= min && value <= max) return value;
  throw new StartupError(`${name} is ${text}. Set it to a whole number from ${min} to ${max}.`);
}
