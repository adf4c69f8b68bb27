import { runConsole } from "./run-console";

export function start(): Promise<number> {
  return runConsole("start");
}
