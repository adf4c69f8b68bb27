import type { Clock } from "../clock";
import { runAt } from "../run-at";

export type SilenceWatch = { heard(): void; stop(): void };

/** Says once when nothing has been heard for so long. */
export function watchSilence(clock: Clock, limitMs: number, onSilent: () => void): SilenceWatch {
  let heardAt = clock.now();
  let stop = runAt(clock, heardAt + limitMs, look);

  function look(): void {
    if (clock.now() >= heardAt + limitMs) onSilent();
    else stop = runAt(clock, heardAt + limitMs, look);
  }

  return {
    heard() {
      heardAt = clock.now();
    },
    stop: () => stop(),
  };
}
