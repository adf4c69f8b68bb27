import { lazy } from "react";

const RETRY_MS = 2_000;
/** The server answers and the code does not come: it is of an older build, and only a reload helps. */
const MOST_TRIES_WHILE_REACHABLE = 3;

/**
 * `lazy` for a part that may be wanted while the server cannot be reached: it comes as soon as it can, and the page
 * stays meanwhile.
 */
export const late: typeof lazy = (load) => lazy(() => loadPatiently(load));

async function loadPatiently<Module>(load: () => Promise<Module>): Promise<Module> {
  for (let tries = 1; ; ) {
    try {
      return await load();
    } catch (error) {
      if (await isReachable()) tries += 1;
      if (tries > MOST_TRIES_WHILE_REACHABLE) throw error;
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }
}

async function isReachable(): Promise<boolean> {
  const asked = fetch("/api/health", { cache: "no-store", signal: AbortSignal.timeout(5_000) });
  return asked.then(
    ({ ok }) => ok,
    () => false,
  );
}
