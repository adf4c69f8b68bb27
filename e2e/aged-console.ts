import { type AgingUpstream, startAgingUpstream } from "./aging-upstream";
import { test as base } from "./hosted-console";

/** A console in Browserbase mode whose upstream is the worker's engine, with logs as old as the test says. */
export const test = base.extend<object, { upstream: AgingUpstream }>({
  upstream: [
    async ({ keepwatch }, use) => {
      const upstream = await startAgingUpstream(keepwatch.engineUrl);
      await use(upstream);
      upstream.stop();
    },
    { scope: "worker" },
  ],
  hostedEnv: [
    async ({ keepwatch, upstream }, use) =>
      use({
        BROWSERBASE_API_KEY: keepwatch.engineApiKey(),
        BROWSERBASE_BASE_URL: upstream.url,
        // Every log is read within seconds, and again soon.
        KEEPWATCH_UPSTREAM_REQUESTS_PER_MINUTE: "600",
      }),
    { scope: "worker" },
  ],
});
