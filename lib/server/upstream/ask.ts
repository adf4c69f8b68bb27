import type { Browserbase } from "@browserbasehq/sdk";
import { ZodError, type z } from "zod";
import { type ClockSample, httpDateBounds } from "@/lib/domain/clock-offset";
import { monotonicNow } from "./monotonic-now";
import type { UpstreamName } from "./name-upstream";
import type { Answer } from "./upstream";
import { toUpstreamError, unreadableAnswer } from "./upstream-error";

/** One method of the SDK. Its raw response is read here, since the SDK would log bodies when DEBUG is set. */
export type SdkCall = (sdk: Browserbase, options: Browserbase.RequestOptions) => { asResponse(): Promise<SdkResponse> };
type SdkResponse = Body & { headers: { get(name: string): string | null } };
type Body = {
  body: AsyncIterable<string | Uint8Array> | null;
  json(): Promise<unknown>;
  arrayBuffer(): Promise<ArrayBuffer>;
};

/** Makes sense of a body, or throws a SyntaxError or a ZodError. */
export type ReadBody<Value> = (body: Body) => Promise<Value>;

type Target = { sdk: Browserbase; upstream: UpstreamName; timeoutMs: number };

/**
 * Makes one call, within a deadline that covers the body too (the SDK's own timeout ends with the headers), and reads
 * what came.
 */
export async function ask<Value>(
  { sdk, upstream, timeoutMs }: Target,
  read: ReadBody<Value>,
  call: SdkCall,
): Promise<Answer<Value>> {
  const sentAt = monotonicNow();
  try {
    const response = await call(sdk, { signal: AbortSignal.timeout(timeoutMs) }).asResponse();
    const clockSamples = sampleClock(response.headers.get("date"), sentAt, monotonicNow());
    return { value: await read(response), clockSamples };
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof ZodError) throw unreadableAnswer(upstream, error);
    throw toUpstreamError(error, { upstream, timeoutMs, apiKey: sdk.apiKey });
  }
}

export function asJson<Schema extends z.ZodType>(schema: Schema): ReadBody<z.output<Schema>> {
  return async (body) => schema.parse(await body.json());
}

function sampleClock(dateHeader: string | null, sentAt: number, receivedAt: number): ClockSample[] {
  const bounds = httpDateBounds(dateHeader);
  return bounds ? [{ sentAt, receivedAt, ...bounds }] : [];
}
