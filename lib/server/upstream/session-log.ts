import type { SdkCall } from "./ask";
import { readArray } from "./read-array";
import { WireLogEntry } from "./wire";

/** The log comes whole, whatever it weighs. What is heavier than this is not waited for. */
const MAX_LOG_BYTES = 64 * 1024 * 1024;

/** The SDK's call for a session's CDP log, of which only the newest instant is kept. */
export function askLastActivity(id: string): SdkCall {
  return (sdk, options) => ({
    async asResponse() {
      const { headers, body } = await sdk.sessions.logs.list(id, options).asResponse();
      return { headers, json: async () => ({ lastAt: await readNewest(body ?? []) }) };
    },
  });
}

async function readNewest(body: AsyncIterable<unknown> | Iterable<unknown>): Promise<number | null> {
  let newest: number | null = null;
  for await (const entry of readArray(body, MAX_LOG_BYTES)) {
    const parsed = WireLogEntry.safeParse(entry);
    if (parsed.success) newest = Math.max(newest ?? parsed.data, parsed.data);
  }
  return newest;
}
