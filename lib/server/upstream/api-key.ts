import { readFile } from "node:fs/promises";
import type { UpstreamEnv } from "@/lib/server/env";
import { AppError } from "@/lib/server/errors";

/**
 * The key of the next call. The engine's is read each time, since the engine makes it when it first starts, which may
 * be after us, and makes another when its folder was emptied.
 */
export async function readApiKey(upstream: UpstreamEnv): Promise<string> {
  if (upstream.kind === "browserbase") return upstream.apiKey;
  if (upstream.apiKey) return upstream.apiKey;
  try {
    const key = await readFile(upstream.apiKeyFile, "utf8");
    return key.trim();
  } catch (cause) {
    throw new AppError("upstream_unavailable", "The engine has not started yet: it has written no API key.", { cause });
  }
}
