import { FeedEvent } from "@/lib/api/feed";

/** One event of a stream, parsed, and what it may be resumed from. */
export type ReceivedEvent = FeedEvent & { id: string };

/** The events in the text of a stream, and the rest of it that is no whole event yet. */
export function readEvents(text: string): { events: ReceivedEvent[]; rest: string } {
  const blocks = text.split("\n\n");
  const rest = blocks.pop() ?? "";
  const events = blocks.flatMap((block) => {
    const fields = new Map(
      block.split("\n").map((line) => [line.split(": ", 1)[0], line.slice(line.indexOf(": ") + 2)]),
    );
    const data = fields.get("data");
    if (data === undefined) return [];
    return [{ id: fields.get("id") ?? "", ...FeedEvent.parse({ event: fields.get("event"), data: JSON.parse(data) }) }];
  });
  return { events, rest };
}
