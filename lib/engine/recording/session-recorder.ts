import type { FastifyBaseLogger } from "fastify";
import type { DevToolsAddress } from "../browser/session-browser";
import type { Clock } from "../clock";
import type { Session } from "../session/session";
import { Recorder } from "./recorder";
import type { RecordingStore } from "./recording-store";

/** What a session shows first is worth more than that another starts a little sooner. */
const LONGEST_WAIT_MS = 5_000;

type Recorded = Pick<Session, "record" | "isRunning"> & { devTools(): Promise<DevToolsAddress> };

type RecordingsDeps = {
  store: RecordingStore;
  clock: Clock;
  log: FastifyBaseLogger;
  /** Resolves when no session is starting. */
  untilStarted(): Promise<void>;
};

/**
 * Makes the function that records a session, which nobody waits for and whose failure only the log tells. Of many sessions
 * that are created at once one recording begins after the other, when all have started: what it takes of the machine would
 * delay them.
 */
export function sessionRecorder({ store, clock, log, untilStarted }: RecordingsDeps): (session: Recorded) => void {
  let turn = Promise.resolve();
  /** At most for so long: a browser that hangs keeps no other from being recorded. */
  const waitFor = (event: Promise<void>) =>
    new Promise<void>((resolve) => {
      const giveUp = clock.after(LONGEST_WAIT_MS, resolve);
      event.then(resolve).finally(giveUp);
    });

  async function record(session: Recorded): Promise<void> {
    const { id } = session.record;
    const onFailure = (err: unknown) => {
      // A browser that ends so soon has nothing to record.
      const level = session.isRunning ? "warn" : "debug";
      log[level]({ err, sessionId: id }, "session not recorded any more");
    };
    if (!session.isRunning) return;
    try {
      const address = await session.devTools();
      const file = await store.begin(id);
      const recorder = new Recorder(address, file, { clock, onFailure });
      await waitFor(recorder.begun);
    } catch (err) {
      onFailure(err);
    }
  }

  /** How long a browser took to start tells how busy the machine is, and somebody is about to drive it. */
  async function untilCalm({ record: { createdAt } }: Recorded): Promise<void> {
    // The clock may have been set meanwhile.
    const startMs = Math.min(clock.now() - createdAt, LONGEST_WAIT_MS);
    await untilStarted();
    await new Promise<void>((resolve) => clock.after(startMs, resolve));
  }

  return (session) => {
    const calm = waitFor(untilCalm(session));
    turn = turn.then(() => calm).then(() => record(session));
  };
}
