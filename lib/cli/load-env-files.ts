import nextEnv from "@next/env";

/** The files that Next reads, by its own rule: `.env*.local` wins over `.env`, and what is set already over both. */
export function loadEnvFiles(folder: string, mode: "production" | "development"): void {
  nextEnv.loadEnvConfig(folder, mode === "development");
}

/** Tests must not depend on anybody's files: with this mark, Next and the launchers that tests start pass them over. */
export function ignoreEnvFiles(): void {
  process.env.__NEXT_PROCESSED_ENV = "true";
}
