import { startKeepwatch } from "@/e2e/keepwatch-process";
import { type Cookies, signIn } from "@/e2e/sign-in";
import { type FleetSimulator, startFleetSimulator } from "./fleet-simulator";

export type ConsoleOnFleet = { url: string; cookies: Cookies; simulator: FleetSimulator; stop: () => Promise<void> };

/** The product as `npm start` runs it, on a simulated project of this size. */
export async function startConsoleOnFleet(sessions: number, changesPerSecond: number): Promise<ConsoleOnFleet> {
  const simulator = await startFleetSimulator({ sessions, changesPerSecond });
  const keepwatch = await startKeepwatch({
    BROWSERBASE_API_KEY: simulator.apiKey,
    BROWSERBASE_PROJECT_ID: simulator.projectId,
    BROWSERBASE_BASE_URL: simulator.url,
  });
  return {
    url: keepwatch.url,
    cookies: await signIn(keepwatch.url),
    simulator,
    async stop() {
      await keepwatch.stop();
      await simulator.stop();
    },
  };
}
