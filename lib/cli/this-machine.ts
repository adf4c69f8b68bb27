import { readdirSync } from "node:fs";
import { homedir } from "node:os";
import { isExecutable } from "@/lib/process/find-program";
import type { Machine } from "./find-browser";

export function thisMachine(): Machine {
  return { env: process.env, platform: process.platform, home: homedir(), isExecutable, list };
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
