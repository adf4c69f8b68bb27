import type { Clock } from "../clock";
import type { TrafficLog } from "../logs/traffic-log";

const NOTE_EVERY_MS = 1_000;

/**
 * Notes in a session's log that somebody watches or acts, once a second at the most, so that a session in a person's hands
 * is not taken for an idle one. What they type and where they click is not noted.
 */
export function viewingNotes(log: TrafficLog | undefined, clock: Clock): (method: string) => void {
  const source = { pageIds: new Map<string, number>() };
  let id = 0;
  let notedAt = Number.NEGATIVE_INFINITY;
  return (method) => {
    const timestamp = clock.now();
    if (timestamp - notedAt < NOTE_EVERY_MS) return;
    notedAt = timestamp;
    id += 1;
    log?.record({ timestamp, from: "client", source, head: JSON.stringify({ id, method }), tail: "" });
  };
}
