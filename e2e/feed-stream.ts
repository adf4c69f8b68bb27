import { applyFeedEvent } from "@/lib/api/apply-feed-event";
import type { Snapshot } from "@/lib/api/snapshot";
import { type ReceivedEvent, readEvents } from "@/lib/api/testing/read-events";
import type { Cookies } from "./sign-in";

export type FeedStream = {
  status: number;
  headers: Headers;
  events: ReceivedEvent[];
  /** As those events say, beginning with `picture`. */
  picture: () => Snapshot | undefined;
  /** Whether the server ended it. */
  hasEnded: () => boolean;
  /** Cuts the line. */
  cut: () => void;
};

type Options = { headers?: Record<string, string>; picture?: Snapshot };

/** Opens the live feed as a program does, and collects what comes. */
export async function openFeed(url: string, cookies: Cookies, { headers, picture }: Options = {}): Promise<FeedStream> {
  const line = new AbortController();
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  const response = await fetch(`${url}/api/feed`, { headers: { cookie, ...headers }, signal: line.signal });
  const stream = { events: [] as ReceivedEvent[], picture, hasEnded: false };
  if (response.ok && response.body) void collect(response.body, stream).catch(() => undefined);
  return {
    status: response.status,
    headers: response.headers,
    events: stream.events,
    picture: () => stream.picture,
    hasEnded: () => stream.hasEnded,
    cut: () => line.abort(),
  };
}

async function collect(
  body: ReadableStream<Uint8Array>,
  stream: { events: ReceivedEvent[]; picture?: Snapshot; hasEnded: boolean },
): Promise<void> {
  const decoder = new TextDecoder();
  const reader = body.getReader();
  let text = "";
  try {
    for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
      const { events, rest } = readEvents(text + decoder.decode(chunk.value, { stream: true }));
      text = rest;
      stream.events.push(...events);
      for (const event of events) stream.picture = applyFeedEvent(stream.picture, event);
    }
  } finally {
    stream.hasEnded = true;
  }
}
