import { StartupError } from "@/lib/process/startup-error";
import { ignoreEnvFiles, loadEnvFiles } from "./load-env-files";

/** Each command gives its exit code. They are loaded one by one, for the launcher stays in memory beside the console. */
const COMMANDS: Record<string, () => Promise<(args: string[]) => Promise<number>>> = {
  start: async () => (await import("./start")).start,
  dev: async () => (await import("./dev")).dev,
  build: async () => (await import("./build")).build,
  engine: async () => (await import("./engine")).engine,
  migrate: async () => (await import("./migrate")).migrate,
  seed: async () => (await import("./seed")).seed,
  test: async () => (await import("./test")).test,
};

export async function main([name = "", ...args]: string[]): Promise<number> {
  try {
    const load = COMMANDS[name];
    if (!load) throw new StartupError(`Usage: keepwatch ${Object.keys(COMMANDS).join(" | ")}`);
    if (name === "test") ignoreEnvFiles();
    else loadEnvFiles(".", name === "dev" ? "development" : "production");
    const command = await load();
    return await command(args);
  } catch (error) {
    if (!(error instanceof StartupError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 1;
  }
}
