import { type AgingUpstream, startAgingUpstream } from "./aging-upstream";
import { test as base } from "./fixtures";
import { type Keepwatch, startKeepwatch } from "./keepwatch-process";
import { type Cookies, signIn } from "./sign-in";

type WorkerFixtures = { upstream: AgingUpstream; hosted: Keepwatch; adminCookies: Cookies };

/** A console in Browserbase mode whose upstream is the worker's engine, with logs as old as the test says. */
export const test = base.extend<{ baseURL: string }, WorkerFixtures>({
  upstream: [
    async ({ keepwatch }, use) => {
      const upstream = await startAgingUpstream(keepwatch.engineUrl);
      await use(upstream);
      upstream.stop();
    },
    { scope: "worker" },
  ],
  hosted: [
    async ({ keepwatch, upstream }, use) => {
      const hosted = await startKeepwatch({
        BROWSERBASE_API_KEY: keepwatch.engineApiKey(),
        BROWSERBASE_BASE_URL: upstream.url,
        // Every log is read within seconds, and again soon.
        KEEPWATCH_UPSTREAM_REQUESTS_PER_MINUTE: "600",
      });
      await use(hosted);
      await hosted.stop();
    },
    { scope: "worker", timeout: 120_000 },
  ],
  adminCookies: [async ({ hosted }, use) => use(await signIn(hosted.url)), { scope: "worker" }],
  baseURL: async ({ hosted }, use) => use(hosted.url),
});
