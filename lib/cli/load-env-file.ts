import { existsSync } from "node:fs";

/** What is set already wins over the file. Next reads the same file by the same rule. */
export function loadEnvFile(file = ".env"): void {
  if (existsSync(file)) process.loadEnvFile(file);
}
