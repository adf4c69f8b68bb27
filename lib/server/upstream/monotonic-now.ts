import { throughSleep } from "@/lib/domain/through-sleep";

/**
 * Epoch milliseconds that never go back and go on while this machine sleeps, so that the picture is as old as it is, and a
 * countdown right, before upstream answers again.
 */
export const monotonicNow = throughSleep(() => performance.timeOrigin + performance.now(), Date.now);
