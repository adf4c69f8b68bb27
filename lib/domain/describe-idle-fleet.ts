import type { FleetSummary } from "./session-list";

/** What the page says of the idle ones: as many as the rows show. `note` is empty when the headline says it all. */
export function describeIdleFleet(fleet: FleetSummary): { headline: string; note: string } {
  const { idle, idleReleasing, idleProtected } = fleet;
  const more = idleProtected > 0 ? `${idleProtected} more ${isOrAre(idleProtected)} protected.` : "";
  if (idle.length > 0) {
    const going = idleReleasing > 0 ? `${idleReleasing} more ${isOrAre(idleReleasing)} being released.` : "";
    return { headline: `${sessions("keepAlive ", idle.length)} idle`, note: join(going, more) };
  }
  if (idleReleasing > 0) {
    const slots =
      idleReleasing === 1 ? "Its slot is free once it has ended." : "Their slots are free once they have ended.";
    return { headline: `${sessions("idle ", idleReleasing)} being released`, note: join(slots, more) };
  }
  if (idleProtected > 0) {
    return { headline: "Nothing to release", note: `The ${sessions("idle ", idleProtected)} protected.` };
  }
  return { headline: "Nothing idle to release", note: noneIdle(fleet) };
}

function noneIdle({ running, keepAlive, unchecked }: FleetSummary): string {
  if (keepAlive === 0) return running === 0 ? "No slot is held." : "All live sessions end with their client.";
  if (unchecked > 0) {
    const which = keepAlive === 1 ? "the only keepAlive session" : `${unchecked} of ${keepAlive} keepAlive sessions`;
    return `It is not known yet how idle ${which} ${isOrAre(unchecked)}.`;
  }
  return keepAlive === 1
    ? "The only keepAlive session is not idle yet: that takes 10 minutes without use."
    : `None of ${keepAlive} keepAlive sessions has been idle for 10 minutes.`;
}

/** `1 idle session is`, `3 idle sessions are`. */
function sessions(kind: string, count: number): string {
  return `${count} ${kind}${count === 1 ? "session" : "sessions"} ${isOrAre(count)}`;
}

function isOrAre(count: number): string {
  return count === 1 ? "is" : "are";
}

function join(...sentences: string[]): string {
  return sentences.filter(Boolean).join(" ");
}
