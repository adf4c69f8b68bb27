import type { Clock } from "../clock";
import type { TrafficLog } from "./traffic-log";

const NOTE_EVERY_MS = 1_000;

/**
 * Notes in a session's log that somebody watches or acts whose traffic does not pass here as CDP, once a second at the
 * most, so that a session in their hands is not taken for an idle one. What they type, click and send is not noted.
 */
export function presenceNotes(log: TrafficLog | undefined, clock: Clock): (method: string) => void {
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
