import { test as base } from "./fixtures";
import { type Keepwatch, startKeepwatch } from "./keepwatch-process";
import { type Cookies, signIn } from "./sign-in";

type WorkerFixtures = {
  /** Where upstream is, and what else its environment says. Each file says so for itself. */
  hostedEnv: Record<string, string>;
  /** What pages open, in place of the console that runs on the engine. */
  hosted: Keepwatch;
  adminCookies: Cookies;
};

/** A console in Browserbase mode. */
export const test = base.extend<{ baseURL: string }, WorkerFixtures>({
  hostedEnv: [{}, { scope: "worker", option: true }],
  hosted: [
    async ({ hostedEnv }, use) => {
      const hosted = await startKeepwatch(hostedEnv);
      await use(hosted);
      await hosted.stop();
    },
    { scope: "worker", timeout: 120_000 },
  ],
  adminCookies: [async ({ hosted }, use) => use(await signIn(hosted.url)), { scope: "worker" }],
  baseURL: async ({ hosted }, use) => use(hosted.url),
});
