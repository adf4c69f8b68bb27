import { once } from "node:events";
import { createServer } from "node:net";

/** Below those that the system hands out by itself, to clients too. */
const FIRST = 20_000;
const PER_WORKER = 2_000;
let next = process.pid % PER_WORKER;

/** A port that nobody listens on now, and that no other worker is given before somebody does. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < PER_WORKER; tries += 1) {
    next = (next + 1) % PER_WORKER;
    const port = FIRST + Number(process.env.TEST_PARALLEL_INDEX ?? 0) * PER_WORKER + next;
    if (await isFree(port)) return port;
  }
  throw new Error("no port is free");
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  try {
    await once(server.listen(port, "0.0.0.0"), "listening");
  } catch {
    return false;
  }
  server.close();
  await once(server, "close");
  return true;
}
