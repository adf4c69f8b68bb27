import { runConsole } from "./run-console";

export function dev(): Promise<number> {
  return runConsole("dev");
}
