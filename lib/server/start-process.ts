import { StartupError } from "@/lib/process/startup-error";
import { getRuntime, type Runtime } from "./runtime";

/** Opens what the server stands on, so that what is wrong with it shows at start, and closes it when the process ends. */
export async function startProcess(): Promise<void> {
  const runtime = await getRuntime().catch(refuseToStart);
  const close = () => void closeAndExit(runtime);
  process.once("SIGTERM", close);
  process.once("SIGINT", close);
  // The channel to the launcher closes when the launcher dies, by whatever signal.
  process.once("disconnect", close);
}

function refuseToStart(error: unknown): never {
  const reason = error instanceof StartupError ? error.message : stackOf(error);
  process.stderr.write(`${reason}\n`);
  process.exit(1);
}

function stackOf(error: unknown): string {
  return (error instanceof Error && error.stack) || String(error);
}

async function closeAndExit({ database, log }: Runtime): Promise<never> {
  await database.close().catch((err: unknown) => log.error({ err }, "the database did not close"));
  process.exit(0);
}
