import { type APIRequestContext, type APIResponse, expect } from "@playwright/test";
import type { CreateReleaseResult } from "@/lib/api/releases";

/** Asks for the release of sessions, whoever's they are, and whatever is known of them. */
export function askRelease(request: APIRequestContext, sessionIds: string[], reason?: string): Promise<APIResponse> {
  const data = { sessionIds, reason, notMine: sessionIds.length, unseenIds: sessionIds };
  return request.post("/api/releases", { data });
}

/** Has them released after the usual five seconds; gives the id of the release. */
export async function beginRelease(request: APIRequestContext, sessionIds: string[], reason?: string): Promise<string> {
  const response = await askRelease(request, sessionIds, reason);
  const { release }: CreateReleaseResult = await response.json();
  if (!release) throw new Error(`nothing of ${sessionIds} can be released: ${await response.text()}`);
  return release.id;
}

/** The same without waiting. */
export async function releaseNow(request: APIRequestContext, sessionIds: string[], reason?: string): Promise<string> {
  const id = await beginRelease(request, sessionIds, reason);
  await request.post(`/api/releases/${id}/now`);
  return id;
}

/** As soon as the console has seen it. */
export async function protect(request: APIRequestContext, sessionId: string, reason: string): Promise<void> {
  const data = { reason, forSeconds: 600 };
  const status = async () => (await request.put(`/api/sessions/${sessionId}/protection`, { data })).status();
  await expect.poll(status, { timeout: 20_000 }).toBe(200);
}
