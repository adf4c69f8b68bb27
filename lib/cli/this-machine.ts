import { accessSync, constants, readdirSync, statSync } from "node:fs";
import { homedir } from "node:os";
import type { Machine } from "./find-browser";

export function thisMachine(): Machine {
  return { env: process.env, platform: process.platform, home: homedir(), isExecutable, list };
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
