import { createParser, type EventSourceMessage } from "eventsource-parser";
import { FeedEvent } from "@/lib/api/feed";

/** An event as it reached this browser. */
export type ToldEvent = {
  /** Names the picture that the event leads to. */
  id: string;
  event: FeedEvent;
  /** On our monotonic clock. It left the server in between. Of all but the first, nobody knows since when at least. */
  sentAt: number;
  receivedAt: number;
};

/**
 * Why an answer ended. `ended`: the server closed it. `cut`: the line broke, in the middle of an event or not.
 * `refused`: another status than 200. `silent`: nothing came in time, as from a dead line or a proxy that hoards.
 * `garbled`: what came was no feed.
 */
export type FeedEnd = {
  reason: "ended" | "cut" | "refused" | "silent" | "garbled";
  /** The server's wishes, if it sent any: its `retry:` and its `Retry-After`. */
  retryMs?: number;
  retryAfterMs?: number;
};

/** How long may pass until the first byte, from there to the end of the first event, and from each event to the next. */
export type Patience = { firstByteMs: number; firstEventMs: number; silenceMs: number };

type Options = {
  url: string;
  /** The id of the last event that was applied. */
  after: string | undefined;
  signal: AbortSignal;
  patience: Patience;
  now: () => number;
  onEvent: (told: ToldEvent) => void;
};

/** 32 MiB of one event, which is more than a hundred times of what a project's sessions take. */
const MAX_BUFFER_CHARACTERS = 32 * 1024 * 1024;

/** Reads one answer of the feed to its end, whatever that is. Rejects never; an end that `signal` asked for is `cut`. */
export async function readFeed(options: Options): Promise<FeedEnd> {
  const { url, after, signal, patience, now, onEvent } = options;
  const silence = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const waitAtMost = (ms: number) => {
    clearTimeout(timer);
    timer = setTimeout(() => silence.abort(), ms);
  };
  const end: { reason: FeedEnd["reason"]; retryMs?: number; retryAfterMs?: number } = { reason: "ended" };
  let sentAt = now();

  const parser = createParser({
    maxBufferSize: MAX_BUFFER_CHARACTERS,
    onRetry: (ms) => {
      end.retryMs = ms;
    },
    onEvent(message) {
      const event = end.reason === "garbled" ? undefined : parseEvent(message);
      if (!event || message.id === undefined) {
        end.reason = "garbled";
        return;
      }
      onEvent({ id: message.id, event, sentAt, receivedAt: now() });
      sentAt = Number.NEGATIVE_INFINITY;
      waitAtMost(patience.silenceMs);
    },
    // Our server makes no mistakes here, so it is not our server.
    onError() {
      end.reason = "garbled";
    },
  });

  waitAtMost(patience.firstByteMs);
  try {
    const response = await fetch(url, {
      headers: { accept: "text/event-stream", ...(after === undefined ? {} : { "last-event-id": after }) },
      cache: "no-store",
      signal: AbortSignal.any([signal, silence.signal]),
    });
    const reason = whyUnreadable(response);
    if (reason || !response.body) {
      await response.body?.cancel();
      return { reason: reason ?? "garbled", retryAfterMs: retryAfterMs(response) };
    }
    const text = response.body.pipeThrough(new TextDecoderStream()).getReader();
    let chunk = await text.read();
    if (!chunk.done) waitAtMost(patience.firstEventMs);
    for (; !chunk.done; chunk = await text.read()) {
      parser.feed(chunk.value);
      if (signal.aborted || end.reason === "garbled") break;
    }
    await text.cancel();
    return signal.aborted ? { ...end, reason: "cut" } : end;
  } catch {
    return { ...end, reason: silence.signal.aborted ? "silent" : "cut" };
  } finally {
    clearTimeout(timer);
  }
}

function whyUnreadable({ ok, headers }: Response): "refused" | "garbled" | undefined {
  if (!ok) return "refused";
  return headers.get("content-type")?.startsWith("text/event-stream") ? undefined : "garbled";
}

function parseEvent({ event, data }: EventSourceMessage): FeedEvent | undefined {
  try {
    return FeedEvent.parse({ event, data: JSON.parse(data) });
  } catch {
    return undefined;
  }
}

/** In seconds; the form with a date is for proxies that nobody has, and depends on the viewer's clock. */
function retryAfterMs(response: Response): number | undefined {
  const seconds = Number(response.headers.get("retry-after") ?? Number.NaN);
  return Number.isFinite(seconds) ? Math.max(0, seconds * 1000) : undefined;
}
