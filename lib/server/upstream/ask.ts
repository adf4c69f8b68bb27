import type { Browserbase } from "@browserbasehq/sdk";
import type { z } from "zod";
import { type ClockSample, httpDateBounds } from "@/lib/domain/clock-offset";
import { monotonicNow } from "./monotonic-now";
import type { UpstreamName } from "./name-upstream";
import type { Answer } from "./upstream";
import { toUpstreamError, unreadableAnswer } from "./upstream-error";

/** One method of the SDK. Its raw response is read here, since the SDK would log bodies when DEBUG is set. */
export type SdkCall = (sdk: Browserbase, options: Browserbase.RequestOptions) => { asResponse(): Promise<SdkResponse> };
type SdkResponse = { headers: { get(name: string): string | null }; json(): Promise<unknown> };

type Target = { sdk: Browserbase; upstream: UpstreamName; timeoutMs: number };

/**
 * Makes one call, within a deadline that covers the body too (the SDK's own timeout ends with the headers), and
 * parses what came.
 */
export async function ask<Schema extends z.ZodType>(
  { sdk, upstream, timeoutMs }: Target,
  schema: Schema,
  call: SdkCall,
): Promise<Answer<z.output<Schema>>> {
  const sentAt = monotonicNow();
  try {
    const response = await call(sdk, { signal: AbortSignal.timeout(timeoutMs) }).asResponse();
    const clockSamples = sampleClock(response.headers.get("date"), sentAt, monotonicNow());
    const parsed = schema.safeParse(await readJson(response, upstream));
    if (!parsed.success) throw unreadableAnswer(upstream, parsed.error);
    return { value: parsed.data, clockSamples };
  } catch (error) {
    throw toUpstreamError(error, { upstream, timeoutMs, apiKey: sdk.apiKey });
  }
}

async function readJson(response: SdkResponse, upstream: UpstreamName): Promise<unknown> {
  try {
    return await response.json();
  } catch (error) {
    if (error instanceof SyntaxError) throw unreadableAnswer(upstream, error);
    throw error;
  }
}

function sampleClock(dateHeader: string | null, sentAt: number, receivedAt: number): ClockSample[] {
  const bounds = httpDateBounds(dateHeader);
  return bounds ? [{ sentAt, receivedAt, ...bounds }] : [];
}
