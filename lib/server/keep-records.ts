import { scheduleTimer } from "./feed/schedule";
import type { Runtime } from "./runtime";
import { RecordFollower } from "./services/records/record-follower";
import { SessionRecorder } from "./services/records/session-recorder";
import { writeRecords } from "./services/records/write-records";
import { monotonicNow } from "./upstream/monotonic-now";

/** Starts what remembers sessions and learns what other servers remember, and gives what ends it. */
export async function keepRecords({
  database,
  feed,
  log,
}: Pick<Runtime, "database" | "feed" | "log">): Promise<() => Promise<void>> {
  const recorder = new SessionRecorder({
    feed,
    write: (news) => writeRecords(database, news),
    schedule: scheduleTimer,
    onFailure: (err) => log.error({ err }, "what is known of sessions cannot be written, and is tried again"),
  });
  const follower = new RecordFollower({
    database,
    feed,
    schedule: scheduleTimer,
    now: monotonicNow,
    onFailure: (err) => log.warn({ err }, "could not read what other servers know of sessions"),
  });
  recorder.start();
  // The embedded database has one process alone.
  if (database.kind === "postgres") await follower.start();
  return async () => {
    await Promise.all([recorder.stop(), follower.stop()]);
  };
}
