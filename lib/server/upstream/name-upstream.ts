import type { UpstreamEnv } from "@/lib/server/env";

/** Whom messages speak of, where it is, and which setting mends a refused key. */
export type UpstreamName = { name: string; url: string; keyHint: string };

export function nameUpstream(env: UpstreamEnv): UpstreamName {
  if (env.kind === "engine") {
    const keyHint = "Check ENGINE_API_KEY, and that engine and console use the same data folder.";
    return { name: "The engine", url: env.url, keyHint };
  }
  const url = env.baseUrl ?? "https://api.browserbase.com";
  return { name: "Browserbase", url, keyHint: "Check BROWSERBASE_API_KEY." };
}
