import { AppError } from "@/lib/server/errors";

const TIMEOUT_MS = 5_000;

/** Writes the engine's project default over a path of the engine's own: the API it imitates has none. */
export async function saveEngineDefault(engineUrl: string, apiKey: string, seconds: number): Promise<void> {
  const response = await fetch(`${engineUrl}/engine/project`, {
    method: "PATCH",
    headers: { "content-type": "application/json", "x-bb-api-key": apiKey },
    body: JSON.stringify({ defaultTimeout: seconds }),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  }).catch((cause: unknown) => {
    throw new AppError("upstream_unavailable", `The engine cannot be reached at ${engineUrl}.`, { cause });
  });
  await response.body?.cancel();
  if (!response.ok) {
    throw new AppError("upstream_refused", `The engine refused the new default timeout (${response.status}).`);
  }
}
