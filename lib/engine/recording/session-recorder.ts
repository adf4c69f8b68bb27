import type { FastifyBaseLogger } from "fastify";
import type { Clock } from "../clock";
import type { Session } from "../session/session";
import { Recorder } from "./recorder";
import type { RecordingStore } from "./recording-store";

type RecordingsDeps = { store: RecordingStore; clock: Clock; log: FastifyBaseLogger };

/** Makes the function that records a session from now on, which nobody waits for and whose failure only the log tells. */
export function sessionRecorder({ store, clock, log }: RecordingsDeps): (session: Session) => Promise<void> {
  return async (session) => {
    const { id } = session.record;
    const onFailure = (err: unknown) => log.warn({ err, sessionId: id }, "session not recorded any more");
    try {
      const address = await session.devTools();
      const file = await store.begin(id);
      new Recorder(address, file, { clock, onFailure });
    } catch (err) {
      onFailure(err);
    }
  };
}
