/** Next's program, run by our own Node: no shell, no npx, and signals reach it. */
export const NEXT = "node_modules/next/dist/bin/next";

/**
 * Keepwatch reports to nobody, and neither do the programs it runs. On a signal the console closes its database before
 * it ends; Next's own handler would end the process under it.
 */
export const NEXT_ENV = { NEXT_TELEMETRY_DISABLED: "1", NEXT_MANUAL_SIG_HANDLE: "true" };

/** How the console runs, in Next's own words: from a build, or compiling as it goes. */
export type ConsoleMode = "start" | "dev";
