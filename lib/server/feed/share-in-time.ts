import type { FeedShare } from "./feed-share";
import type { Schedule } from "./schedule";

/** A claim lasts six seconds: whoever has it is to know in time that it cannot be renewed. */
const DEADLINE_MS = 4_000;
/** A whole picture of ten thousand sessions takes a while to write. */
const PUBLISH_DEADLINE_MS = 15_000;
/** Each may hold a connection to the database for as long as it hangs, and the rest of the server needs those too. */
const MAX_HANGING = 3;

/** The same share, which fails when it does not answer in time, so that nobody waits for a query that hangs. */
export function shareInTime(share: FeedShare, schedule: Schedule): FeedShare {
  let hanging = 0;

  function inTime<Value>(ask: () => Promise<Value>, deadlineMs = DEADLINE_MS): Promise<Value> {
    if (hanging >= MAX_HANGING) return Promise.reject(new Error("The database leaves too many queries unanswered."));
    return new Promise((resolve, reject) => {
      let isLate = false;
      const cancel = schedule(deadlineMs, () => {
        isLate = true;
        hanging += 1;
        reject(new Error("The database did not answer in time."));
      });
      const settle = () => {
        cancel();
        if (isLate) hanging -= 1;
      };
      ask().finally(settle).then(resolve, reject);
    });
  }

  return {
    claim: () => inTime(() => share.claim()),
    resign: () => inTime(() => share.resign()),
    publish: (change) => inTime(() => share.publish(change), PUBLISH_DEADLINE_MS),
    read: (after) => inTime(() => share.read(after)),
    wish: () => inTime(() => share.wish()),
  };
}
