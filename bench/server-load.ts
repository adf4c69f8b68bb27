import { type BenchWorld, letPass } from "./bench-world";
import { cpuSeconds, memoryMb } from "./process-usage";

/** What the server asked for and took in some time. */
export type ServerLoad = { seconds: number; requests: number; cpuPercent: number; mostMemoryMb: number };

/** Over as many seconds as the world is measured for. */
export async function serverLoad({ serverPid, requestsAt, seconds }: BenchWorld): Promise<ServerLoad> {
  const before = { requests: requestsAt.length, cpu: cpuSeconds(serverPid), at: Date.now() };
  let mostMemoryMb = memoryMb(serverPid);
  for (let second = 0; second < seconds; second++) {
    await letPass(1);
    mostMemoryMb = Math.max(mostMemoryMb, memoryMb(serverPid));
  }
  const elapsed = (Date.now() - before.at) / 1_000;
  return {
    seconds: elapsed,
    requests: requestsAt.length - before.requests,
    cpuPercent: ((cpuSeconds(serverPid) - before.cpu) / elapsed) * 100,
    mostMemoryMb,
  };
}
