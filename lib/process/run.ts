import { type SpawnOptions, spawn } from "node:child_process";
import { once } from "node:events";

export type RunResult = { code: number; output: string };

/**
 * Runs a program to its end, and gives its exit code and what it wrote to the streams that `stdio` pipes.
 * The code is 127, as in a shell, when it cannot be started; a `signal` that aborts ends it with SIGTERM.
 */
export async function run(program: string, args: string[], options: SpawnOptions = {}): Promise<RunResult> {
  const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"], ...options });
  let output = "";
  const collect = (chunk: Buffer) => {
    output += chunk.toString();
  };
  child.stdout?.on("data", collect);
  child.stderr?.on("data", collect);
  try {
    const [code]: unknown[] = await once(child, "close");
    return { code: typeof code === "number" ? code : 1, output };
  } catch (error) {
    if (options.signal?.aborted) throw error;
    return { code: 127, output: String(error) };
  }
}
