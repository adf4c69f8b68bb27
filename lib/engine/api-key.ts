import { randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { writeAtomically } from "./write-atomically";

/** The key kept in the data folder; made at the first start. */
export function loadApiKey(dataDir: string): string {
  const path = join(dataDir, "api-key");
  if (existsSync(path)) return readFileSync(path, "utf8").trim();
  const apiKey = `bb_engine_${randomBytes(24).toString("base64url")}`;
  writeAtomically(path, `${apiKey}\n`);
  return apiKey;
}
