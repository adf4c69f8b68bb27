import { firstRunSentence } from "@/lib/process/first-run-sentence";
import { StartupError } from "@/lib/process/startup-error";
import { endProcessOnce } from "./end-process";
import { localOrigin, readEnv } from "./env";
import { watchRequests } from "./http/watch-requests";
import { keepDatabase } from "./keep-database";
import { keepNotices } from "./keep-notices";
import { keepRecords } from "./keep-records";
import { getRuntime, type Runtime } from "./runtime";
import { offerFirstRun } from "./services/account/offer-first-run";
import { settleAbandoned } from "./services/audit/settle-requested";
import { ensureAdmin } from "./services/people/ensure-admin";
import { startPolicies } from "./start-policies";
import { startReleases } from "./start-releases";

/** Opens what the server stands on, so that what is wrong with it shows at start, and closes it when the process ends. */
export async function startProcess(): Promise<void> {
  const runtime = await openRuntime().catch(refuseToStart);
  await settleAbandoned(runtime.database, Date.now());
  await letSomebodyIn(runtime);
  const stopJobs = [keepDatabase(runtime), keepNotices(runtime)];
  const stopReleases = await startReleases(runtime);
  const stopRecords = await keepRecords(runtime);
  const stopPolicies = startPolicies(runtime);
  const stop = async () => {
    await stopPolicies();
    await stopReleases();
    await Promise.all([runtime.feed.stop(), stopRecords(), ...stopJobs.map((stopJob) => stopJob())]);
  };
  const end = endProcessOnce({ ...runtime, stop, exit: (code) => process.exit(code) });
  const close = () => void end();
  process.once("SIGTERM", close);
  process.once("SIGINT", close);
  // The channel to the launcher closes when the launcher dies, by whatever signal.
  process.once("disconnect", close);
}

/** Watches first: the server takes requests already, and holds them back only until we are done. */
async function openRuntime(): Promise<Runtime> {
  watchRequests(readEnv().web);
  return getRuntime();
}

/** The launcher prints the link for the first admin; a server without one, or whose parent is `next dev`, does itself. */
async function letSomebodyIn(runtime: Runtime): Promise<void> {
  const env = readEnv();
  if (env.admin) await ensureAdmin(runtime, env.admin);
  const path = await offerFirstRun(runtime);
  if (path === undefined) return;
  const link = `${localOrigin(env)}${path}`;
  if (process.send && !process.env.NEXT_PRIVATE_WORKER) process.send({ firstRunLink: link });
  else process.stdout.write(`${firstRunSentence(link)}\n`);
}

function refuseToStart(error: unknown): never {
  const reason = error instanceof StartupError ? error.message : stackOf(error);
  process.stderr.write(`${reason}\n`);
  process.exit(1);
}

function stackOf(error: unknown): string {
  return (error instanceof Error && error.stack) || String(error);
}
