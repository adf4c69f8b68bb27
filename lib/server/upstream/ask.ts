import type { Browserbase } from "@browserbasehq/sdk";
import type { z } from "zod";
import { type ClockSample, httpDateBounds } from "@/lib/domain/clock-offset";
import { monotonicNow } from "./monotonic-now";
import type { UpstreamName } from "./name-upstream";
import type { Answer } from "./upstream";
import { toUpstreamError, unreadableAnswer } from "./upstream-error";

/** One method of the SDK. Its raw response is read here, since the SDK would log bodies when DEBUG is set. */
export type SdkCall = (sdk: Browserbase, options: Browserbase.RequestOptions) => { asResponse(): Promise<SdkResponse> };
export type SdkResponse = {
  headers: { get(name: string): string | null };
  body: AsyncIterable<string | Uint8Array> | null;
  json(): Promise<unknown>;
};

type Target = { sdk: Browserbase; upstream: UpstreamName; timeoutMs: number };

/** Makes one call and parses what came. */
export function ask<Schema extends z.ZodType>(
  target: Target,
  schema: Schema,
  call: SdkCall,
): Promise<Answer<z.output<Schema>>> {
  return askFor(target, call, async (response) => {
    const parsed = schema.safeParse(await response.json());
    if (!parsed.success) throw unreadableAnswer(target.upstream, parsed.error);
    return parsed.data;
  });
}

/**
 * Makes one call, within a deadline that covers the body too: the SDK's own timeout ends with the headers.
 *
 * @param read throws a SyntaxError when what came is not what was to come
 */
export async function askFor<Value>(
  { sdk, upstream, timeoutMs }: Target,
  call: SdkCall,
  read: (response: SdkResponse) => Promise<Value>,
): Promise<Answer<Value>> {
  const sentAt = monotonicNow();
  try {
    const response = await call(sdk, { signal: AbortSignal.timeout(timeoutMs) }).asResponse();
    const clockSamples = sampleClock(response.headers.get("date"), sentAt, monotonicNow());
    return { value: await read(response), clockSamples };
  } catch (error) {
    if (error instanceof SyntaxError) throw unreadableAnswer(upstream, error);
    throw toUpstreamError(error, { upstream, timeoutMs, apiKey: sdk.apiKey });
  }
}

function sampleClock(dateHeader: string | null, sentAt: number, receivedAt: number): ClockSample[] {
  const bounds = httpDateBounds(dateHeader);
  return bounds ? [{ sentAt, receivedAt, ...bounds }] : [];
}
