/** Acts once after so many milliseconds, unless the function that it gives is called before. */
export type Schedule = (ms: number, act: () => void) => () => void;

/** By the process's own timers, which do not keep the process alive. */
export const scheduleTimer: Schedule = (ms, act) => {
  const timer = setTimeout(act, ms).unref();
  return () => clearTimeout(timer);
};
