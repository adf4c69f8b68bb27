import { applyFeedEvent } from "@/lib/api/apply-feed-event";
import type { Snapshot } from "@/lib/api/snapshot";
import { type ReceivedEvent, readEvents } from "@/lib/api/testing/read-events";
import type { Viewer } from "@/lib/server/feed/viewer";

/** Reads all that a viewer is sent uncompressed, and keeps the picture that it then has. */
export class ReadingViewer {
  readonly viewer: Viewer;
  readonly events: ReceivedEvent[] = [];
  picture: Snapshot | undefined;
  /** Settled when the stream is over, with why if it broke. */
  readonly over: Promise<unknown>;

  constructor(viewer: Viewer, picture?: Snapshot) {
    this.viewer = viewer;
    this.picture = picture;
    this.over = this.#read().catch((error: unknown) => error);
  }

  get lastId(): string | undefined {
    return this.events.at(-1)?.id;
  }

  async #read(): Promise<void> {
    const decoder = new TextDecoder();
    const reader = this.viewer.stream.getReader();
    let text = "";
    for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
      const { events, rest } = readEvents(text + decoder.decode(chunk.value, { stream: true }));
      text = rest;
      this.events.push(...events);
      for (const event of events) this.picture = applyFeedEvent(this.picture, event);
    }
  }
}
